import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { GO } from "./daemon-program.ts";
import { installRelease } from "./install-release.ts";
import type { RealDaemon } from "./real-daemon.ts";
import { describeRelease } from "./release.ts";
import { skipReason } from "./skip-reason.ts";
import { startDaemon } from "./start-daemon.ts";
import { isAlive, isListening, leftovers, NEW, OLD, PATIENCE } from "./testing.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A peer that is known already gets the id that it had, a new one gets a new id. */
async function register(daemon: RealDaemon): Promise<string> {
  const peer = { name: "kept", path: daemon.home, circle: "docs", backend: "codex" };
  const response = await fetch(`${daemon.url}/peers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(peer),
  });
  const { peer_id } = (await response.json()) as { peer_id: string };
  return peer_id;
}

async function readHealth(daemon: RealDaemon): Promise<unknown> {
  return (await fetch(`${daemon.url}/health`)).json();
}

for (const version of [OLD, NEW]) {
  describe.skipIf(await skipReason(version))(`repowire ${version}`, PATIENCE, () => {
    test("answers when started, and leaves nothing when stopped", async () => {
      const daemon = await startDaemon({ version });
      const health = await fetch(`${daemon.url}/health`);
      expect(await health.json()).toMatchObject({ status: "ok", version });
      expect(isAlive(daemon.pid)).toBe(true);
      await daemon.stop();
      expect(await leftovers(daemon)).toEqual([]);
      expect(daemon.log()).toContain("GET /health");
    });

    test("keeps HOME and port over a restart and a crash", async () => {
      await using daemon = await startDaemon({ version });
      const { pid, url } = daemon;
      const peerId = await register(daemon);
      await daemon.restart();
      expect(daemon.pid).not.toBe(pid);
      expect(daemon.url).toBe(url);
      expect(await register(daemon)).toBe(peerId);

      await daemon.kill();
      expect(await isListening(daemon.port)).toBe(false);
      expect(existsSync(daemon.home)).toBe(true);
      await daemon.restart();
      expect(await register(daemon)).toBe(peerId);
    });

    test("takes settings, and none of ours", async () => {
      vi.stubEnv("REPOWIRE_DAEMON__AUTH_TOKEN", "the developer's own");
      const spawn = {
        commands: { "claude-code": "cat" },
        allowed_paths: ["/"],
        profiles: { "claude-code": { fast: { args: ["-u"], description: "unbuffered" } } },
      };
      await using daemon = await startDaemon({ version, config: { auth_token: "secret", spawn } });
      const get = (token: string) =>
        fetch(`${daemon.url}/spawn/config`, { headers: { authorization: `Bearer ${token}` } });
      expect((await get("the developer's own")).status).toBe(401);
      const answer = (await (await get("secret")).json()) as { profiles: unknown };
      expect(answer.profiles).toEqual(spawn.profiles);
    });
  });
}

describe.skipIf(await skipReason(OLD))("a daemon that is in use", PATIENCE, () => {
  test("stops in spite of an open event stream", async () => {
    const daemon = await startDaemon({ version: OLD });
    const stream = await fetch(`${daemon.url}/events/stream`);
    const ended = stream.text().catch(() => "broken");
    await daemon.stop();
    await ended;
    expect(await leftovers(daemon)).toEqual([]);
  });

  test.skipIf(!existsSync("/usr/bin/tmux"))("ends its tmux server", async () => {
    const commands = { "claude-code": "sleep 600" };
    const daemon = await startDaemon({
      version: OLD,
      config: { spawn: { commands, allowed_paths: ["/"] } },
    });
    const response = await fetch(`${daemon.url}/spawn`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: daemon.home, backend: "claude-code", circle: "docs" }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    const format = ["list-panes", "-a", "-F", "#{pid} #{pane_pid}"];
    const env = { ...process.env, TMUX_TMPDIR: daemon.tmuxFolder };
    const pids = execFileSync("tmux", format, { env, encoding: "utf8" }).match(/\d+/g) ?? [];
    expect(pids.map(Number).every(isAlive)).toBe(true);
    await daemon.stop();
    await expect.poll(() => pids.map(Number).some(isAlive), { timeout: 10_000 }).toBe(false);
    expect(await leftovers(daemon)).toEqual([]);
  });
});

describe.skipIf(await skipReason(OLD))("a daemon that does not start", PATIENCE, () => {
  test("is reported with the tail of its log", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await vi.waitUntil(() => squatter.listening);
    const { port } = squatter.address() as AddressInfo;
    await expect(startDaemon({ version: OLD, port })).rejects.toThrow(
      /ended with 3 before it was ready[^]*address already in use/,
    );
    squatter.close();
  });

  test("is refused when it is another release", async () => {
    const other = await installRelease(OLD);
    const cache = mkdtempSync("/tmp/repowire-cache-");
    vi.stubEnv("REPOWIRE_DAEMON_CACHE", cache);
    const { folder, marker, requirements } = describeRelease(NEW);
    mkdirSync(folder);
    for (const name of ["bin", "lib", "pyvenv.cfg"]) {
      symlinkSync(join(other.folder, name), join(folder, name));
    }
    writeFileSync(marker, JSON.stringify({ requirements }));
    await expect(startDaemon({ version: NEW })).rejects.toThrow(
      new RegExp(`Wanted repowire ${NEW}, but /health says .*"version":"${OLD}"`),
    );
    rmSync(cache, { recursive: true });
  });

  test("is given up on request, and leaves its HOME to the caller that brought it", async () => {
    const home = mkdtempSync("/tmp/repowire-kept-");
    const controller = new AbortController();
    const starting = startDaemon({ version: OLD, home, signal: controller.signal });
    await vi.waitUntil(() => existsSync(join(home, "daemon.log")), { timeout: 10_000 });
    controller.abort(new Error("enough"));
    await expect(starting).rejects.toThrow("enough");
    expect(existsSync(home)).toBe(true);
    rmSync(home, { recursive: true });
  });
});

describe.skipIf(await skipReason(GO))("the Go daemon of this machine", PATIENCE, () => {
  test("answers when started, and leaves nothing when stopped", async () => {
    const daemon = await startDaemon({ version: GO });
    expect(await readHealth(daemon)).toMatchObject({ status: "ok", peers: 0 });
    expect(isAlive(daemon.pid)).toBe(true);
    await daemon.stop();
    expect(await leftovers(daemon)).toEqual([]);
  });

  test("keeps HOME and port over a restart and a crash", async () => {
    await using daemon = await startDaemon({ version: GO });
    const { pid, url } = daemon;
    const peerId = await register(daemon);
    await daemon.restart();
    expect(daemon.pid).not.toBe(pid);
    expect(daemon.url).toBe(url);
    expect(await register(daemon)).toBe(peerId);
    await daemon.kill();
    expect(await isListening(daemon.port)).toBe(false);
    await daemon.restart();
    expect(await register(daemon)).toBe(peerId);
  });

  test("takes settings, and none of ours", async () => {
    vi.stubEnv("REPOWIRE_DAEMON__AUTH_TOKEN", "the developer's own");
    const spawn = { commands: { codex: "sleep 600" }, allowed_paths: ["/"] };
    await using daemon = await startDaemon({
      version: GO,
      config: { auth_token: "secret", spawn },
      env: { REPOWIRE_DAEMON__PEER_REAP_TTL_SECONDS: "1" },
    });
    const get = (token: string) =>
      fetch(`${daemon.url}/spawn/config`, { headers: { authorization: `Bearer ${token}` } });
    expect((await get("the developer's own")).status).toBe(401);
    expect(await (await get("secret")).json()).toMatchObject({
      enabled: true,
      commands: spawn.commands,
    });
  });

  test("keeps to loopback, with the relay off", async () => {
    await using daemon = await startDaemon({ version: GO });
    expect(await readHealth(daemon)).not.toHaveProperty("relay");
    expect(daemon.log()).toContain("relay=false");
  });
});

test("REPOWIRE_GO_DAEMON has to name a program that can be run", async () => {
  vi.stubEnv("REPOWIRE_GO_DAEMON", "");
  await expect(startDaemon({ version: GO })).rejects.toThrow(
    "REPOWIRE_GO_DAEMON must name the Go daemon",
  );
  vi.stubEnv("REPOWIRE_GO_DAEMON", "/nowhere/repowire");
  await expect(startDaemon({ version: GO })).rejects.toThrow(
    "/nowhere/repowire, which cannot be run",
  );
});
