import { skipReason, tmuxSkipReason } from "@repowire/real-daemon";
import { describe, expect, test } from "vitest";
import { sessionFile } from "../src/scenarios/spawned-peer.ts";
import type { Group } from "../src/runner/scenario.ts";
import { isAtLeast, type Target } from "../src/targets/target.ts";
import { openFakeTarget } from "../src/targets/fake-target.ts";
import { openRealTarget } from "../src/targets/real-target.ts";
import { releases } from "../src/targets/releases.ts";
import { type PythonRun, runPythonClient } from "../src/python/python-client.ts";
import { startServe } from "../src/python/serve.ts";

const TIMEOUT = { timeout: 90_000 };

/** What both sides are told that they may spawn. */
const spawning: Group = {
  name: "python",
  title: "The client in Python",
  config: (folder) => ({
    spawn: { commands: { "claude-code": "cat" }, allowed_paths: [folder] },
  }),
  scenarios: [],
};
const plain: Group = { name: "python", title: "The client in Python", scenarios: [] };

/** Has the client call a daemon that may spawn, and gives its agent a session. */
async function runWithSession(release: string, target: Target): Promise<PythonRun> {
  const { baseUrl: url, folder = "", words, makeFolder, makeFile, panes } = target;
  const path = `${folder}/app`;
  await makeFolder?.(path);
  const makeSession = async (tmux_session: string) => {
    const session = "11111111-2222-4333-8444-555555555555";
    await makeFile?.(sessionFile(target, path, session));
    const pane = (await panes?.())?.find((one) => one.tmux_session === tmux_session);
    return { pane_id: pane?.pane_id ?? "", session };
  };
  return runPythonClient(release, { url, folder: path, words, makeSession });
}

for (const release of releases) {
  const skip = await skipReason(release);
  const skipTmux = skip ?? tmuxSkipReason();
  describe.skipIf(skip)(`the released client of ${release}`, TIMEOUT, () => {
    test.skipIf(skipTmux)(
      "reads the same from the fake, where spawning is allowed, and from its own daemon",
      async () => {
        const [real, fake] = await Promise.all([
          openRealTarget(release, spawning),
          // What another process does no virtual clock can wait for.
          openFakeTarget(release, spawning, "on loopback", { ticking: true }),
        ]);
        try {
          const [expected, found] = await Promise.all(
            [real, fake].map((target) => runWithSession(release, target)),
          );
          expect(found?.lines).toEqual(expected?.lines);
          expect(found).toMatchObject({ neverCalled: [], neverReturned: [] });
          expect(found?.lines.length).toBeGreaterThan(40);
        } finally {
          await Promise.all([real.close(), fake.close()]);
        }
      },
    );

    test("reads the same from `serve` and from its own daemon", async () => {
      const [real, serve] = await Promise.all([
        openRealTarget(release, plain),
        startServe(release),
      ]);
      try {
        const { words = {} } = real;
        const [expected, found] = await Promise.all([
          runPythonClient(release, { url: real.baseUrl, folder: "/", words }),
          runPythonClient(release, {
            url: serve.url,
            folder: "/",
            words: { "/home/fake": "<home>" },
          }),
        ]);
        expect(found.lines).toEqual(expected.lines);
        expect(found.neverCalled).toEqual([]);
        // Nobody can tell `serve` of panes; the test above shows these.
        const ofPanes = ["restart_peer", "resume_session", "spawn"];
        const known = isAtLeast(release, "0.17.0") ? ofPanes : ["restart_peer", "spawn"];
        expect(found.neverReturned).toEqual(known);
      } finally {
        serve.stop();
        await real.close();
      }
    });
  });
}
