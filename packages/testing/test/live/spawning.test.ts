import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PeerNotReadyError, RepowireClient } from "@repowire/client";
import { skipReason, startDaemon, tmuxSkipReason } from "@repowire/real-daemon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const agent = `${process.execPath} --conditions=@repowire/source ${join(import.meta.dirname, "agent.ts")}`;
const commands = { "claude-code": `${agent} live`, codex: `${agent} register`, pi: "sleep 600" };
const timeout = { timeout: 60_000 };

describe.for(["0.14.17", "0.17.0"])("agents that repowire %s spawns in tmux", async (version) => {
  const skip = (await skipReason(version)) ?? tmuxSkipReason();
  describe.skipIf(skip)("waited for", () => {
    let daemon: Awaited<ReturnType<typeof startDaemon>>;
    let client: RepowireClient;
    let folder = "";

    beforeAll(async () => {
      folder = await realpath(await mkdtemp(join(tmpdir(), "spawning-")));
      const spawn = { commands, allowed_paths: [folder] };
      daemon = await startDaemon({ version, config: { spawn } });
      await writeFile(join(folder, "daemon-url"), daemon.url);
      client = new RepowireClient({ baseUrl: daemon.url });
    }, 600_000);
    afterAll(async () => {
      await client?.close();
      await daemon?.stop();
      await rm(folder, { recursive: true, force: true });
    }, 60_000);

    async function project(name: string): Promise<string> {
      const path = join(folder, name);
      await mkdir(path);
      return path;
    }

    test("an agent that connects can be asked at once", timeout, async () => {
      const path = await project("live");
      const peer = await client.spawn(
        { path, backend: "claude-code", circle: "docs" },
        { waitUntilReady: { connected: true, timeout: 30_000 } },
      );
      expect(peer).toMatchObject({ path, circle: "docs", status: "online", ws_connected: true });
      const asker = await client.connectPeer({ path: await project("asker"), circle: "docs" });
      const ask = await asker.ask({ to_peer: peer.peer_id, text: "Are you there?" });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "live heard: Are you there?",
      });
      await asker.close();
    });

    test(
      "one that registers is known by its window, also the second of a folder",
      timeout,
      async () => {
        const path = await project("twins");
        const params = { path, backend: "codex", circle: "docs" } as const;
        const options = { waitUntilReady: { timeout: 30_000 } };
        const first = await client.spawn(params, options);
        const second = await client.spawn(params, options);
        expect([first, second].map(({ tmux_session }) => tmux_session)).toEqual([
          "docs:twins",
          "docs:twins-2",
        ]);
        expect(second.peer_id).not.toBe(first.peer_id);
        expect(await client.killPeer(second.peer_id)).toMatchObject({ tmux_killed: true });
      },
    );

    test(
      "an agent that registers without connecting is not ready for an ask",
      timeout,
      async () => {
        const params = { path: await project("deaf"), backend: "codex", circle: "docs" } as const;
        const { peer_id } = await client.spawn(params, { waitUntilReady: { timeout: 30_000 } });
        const error = await client
          .waitForPeer(peer_id, { connected: true, timeout: 500 })
          .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(PeerNotReadyError);
        expect(error).toMatchObject({ step: "connected", peer: { tmux_session: "docs:deaf" } });
      },
    );

    test(
      "the error about an agent that never registers names the missing step",
      timeout,
      async () => {
        const error = await client
          .spawn(
            { path: await project("mute"), backend: "pi", circle: "docs" },
            { waitUntilReady: { timeout: 1_000 } },
          )
          .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(PeerNotReadyError);
        expect(error).toMatchObject({
          step: "registered",
          peer: undefined,
          spawned: { tmux_session: "docs:mute" },
        });
      },
    );
  });
});
