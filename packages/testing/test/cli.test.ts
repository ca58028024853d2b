import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { afterEach, describe, expect, test, vi } from "vitest";

const main = join(import.meta.dirname, "../src/cli.ts");
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly control: string;
}

async function serve(...options: string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    ["--conditions=@repowire/source", main, "serve", ...options],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  children.push(child);
  const [line] = (await once(createInterface(child.stdout!), "line")) as [string];
  return { child, ...(JSON.parse(line) as Omit<Started, "child">) };
}

async function post(url: string, body: object = {}) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe("serve", () => {
  test("takes the machine's name and its processes from the settings", async () => {
    const { url } = await serve(
      "--settings",
      JSON.stringify({ machine: "my-host", real_processes: true }),
    );
    const mine = { agent_pid: process.pid, pane_id: "%7", machine: "my-host" };
    const body = { name: "me", path: "/w/me", circle: "docs", ...mine };
    const { peer_id } = (await post(`${url}/peers`, body)).body;
    const report = (await (await fetch(`${url}/peers/${String(peer_id)}/doctor`)).json()) as object;
    expect(report).toMatchObject({
      status: "online",
      is_local_machine: true,
      agent_pid_alive: true,
    });
  });

  test("answers an unknown route like the daemon with strict unknownRoutes off", async () => {
    const { url } = await serve("--strict", '{"unknownRoutes":false}');
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  test("prints its URL in the first line, and has the control API", async () => {
    const { url, control } = await serve("--emulate", "0.17.0", "--clock", "virtual");
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ version: "0.17.0" });
    await post(`${control}/seed`, { peers: [{ path: "/w/seeded" }] });
    const on_ask = [{ includes: "port", reply: "8377", after: "2s" }];
    const bob = await post(`${control}/peers`, { name: "bob", on_ask });
    const to_peer = bob.body["display_name"];
    const me = await post(`${control}/peers`, { name: "me", silent: true });
    await post(`${url}/ask`, { from_peer: me.body["peer_id"], to_peer, text: "which port?" });
    const pending = async () =>
      (await (await fetch(`${url}/asks/pending?peer_id=${bob.body["peer_id"]}`)).json()) as object;
    expect(await pending()).toMatchObject({ asks: [{ text: "which port?" }] });
    await post(`${control}/clock/advance`, { duration: "2s" });
    expect(await pending()).toEqual({ asks: [] });
    await post(`${control}/faults`, { target: "health", fault: { status: 503 }, times: 2 });
    expect((await fetch(`${url}/health`)).status).toBe(503);
    expect(await post(`${control}/verify`)).toMatchObject({
      status: 409,
      body: { error: "unused_faults" },
    });
    expect(await (await fetch(`${control}/transcript`)).text()).toContain("ask bob-claude-code");
    await post(`${control}/reset`);
    expect(await (await fetch(`${control}/peers`)).json()).toEqual([]);
    expect(await post(`${control}/nope`)).toMatchObject({
      status: 404,
      body: { error: "unknown_action" },
    });
  }, 30_000);

  test("can be restarted over the control API, and clients reconnect", async () => {
    const { url, control } = await serve("--clock", "virtual");
    const start = (await (await fetch(`${control}/clock`)).json()) as object;
    expect(start).toEqual({ now: "2026-01-01T00:00:00.000Z" });
    const bob = await post(`${control}/peers`, { name: "bob", silent: true });
    const me = await post(`${control}/peers`, { name: "me", silent: true });
    const [from_peer, to_peer] = [me.body["peer_id"], bob.body["display_name"]];
    await post(`${url}/ask`, { from_peer, to_peer, text: "which port?" });
    const stream = await fetch(`${url}/events/stream`);
    expect(await post(`${control}/restart`)).toEqual({ status: 200, body: { ok: true } });
    await expect(stream.text()).rejects.toThrow();
    const { status } = await fetch(`${url}/health`);
    expect(status).toBe(200);
    const { asks } = await post(`${control}/peers`, { name: "bob" }).then(({ body }) => body);
    expect(asks).toMatchObject([{ text: "which port?", answered: false }]);
    const requests = (await (await fetch(`${control}/requests`)).json()) as object;
    expect(requests).toMatchObject([
      { method: "POST", path: "/ask", status: 200 },
      { method: "GET", path: "/events/stream", status: 200 },
      { method: "GET", path: "/health", status: 200 },
    ]);
    const messages = (await (await fetch(`${control}/messages`)).json()) as object[];
    expect(messages).toContainEqual(
      expect.objectContaining({ direction: "to_peer", peer: "bob-claude-code" }),
    );
    expect(await post(`${control}/verify`)).toEqual({ status: 200, body: { ok: true } });
  }, 30_000);

  test("goes on when its output is closed", async () => {
    const command = ["--conditions=@repowire/source", main, "serve"];
    const child = spawn(process.execPath, command, { stdio: "pipe" });
    children.push(child);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { url } = JSON.parse(line) as { url: string };
    child.stdout.destroy();
    child.stderr.destroy();
    // Each of them writes a hint.
    for (let count = 0; count < 4; count++) {
      expect((await fetch(`${url}/peers/nobody`)).status).toBe(404);
    }
  });

  test("ends with its parent and on a signal", async () => {
    for (const end of [
      (child: ChildProcess) => child.stdin!.end(),
      (child: ChildProcess) => child.kill("SIGTERM"),
    ]) {
      const { child, url } = await serve();
      const ended = once(child, "exit");
      end(child);
      expect(await ended).toEqual([0, null]);
      await expect(fetch(`${url}/health`)).rejects.toThrow();
    }
  }, 30_000);

  test("ends with the program that started it, even if a launcher between them goes on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "launcher-"));
    const launcher = join(folder, "npx");
    await writeFile(launcher, '#!/bin/sh\n"$@" &\nwait\n', { mode: 0o755 });
    const command = [process.execPath, "--conditions=@repowire/source", main, "serve"];
    const program = `
      const { spawn } = require("node:child_process");
      spawn(${JSON.stringify(launcher)}, ${JSON.stringify(command)}, {
        stdio: ["ignore", "inherit", "inherit"], detached: true,
      });`;
    const starter = spawn(process.execPath, ["-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(starter);
    const [line] = (await once(createInterface(starter.stdout), "line")) as [string];
    const { url } = JSON.parse(line) as { url: string };
    expect((await fetch(`${url}/health`)).status).toBe(200);
    starter.kill("SIGKILL");
    // It looks twice a second.
    await vi.waitFor(() => expect(fetch(`${url}/health`)).rejects.toThrow(), {
      timeout: 10_000,
      interval: 100,
    });
    await rm(folder, { recursive: true });
  }, 30_000);

  test("refuses a wrong command line with the reason", async () => {
    const command = ["--conditions=@repowire/source", main, "sreve"];
    const child = spawn(process.execPath, command, { stdio: "pipe" });
    const [[code], words] = await Promise.all([once(child, "exit"), text(child.stderr)]);
    expect(code).toBe(2);
    expect(words).toMatch(/^there is no command sreve\n\nusage: /);
  });
});
