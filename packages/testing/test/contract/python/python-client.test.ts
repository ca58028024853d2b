import { skipReason } from "@repowire/real-daemon";
import { describe, expect, test } from "vitest";
import type { Group } from "../../../src/contract/scenario.ts";
import { openFakeTarget } from "../fake-target.ts";
import { openRealTarget } from "../real-target.ts";
import { releases } from "../releases.ts";
import { runPythonClient } from "./python-client.ts";
import { startServe } from "./serve.ts";

const PATIENCE = { timeout: 90_000 };

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

for (const release of releases) {
  describe.skipIf(await skipReason(release))(`the released client of ${release}`, PATIENCE, () => {
    test("reads the same from the fake, where spawning is allowed, and from its own daemon", async () => {
      const [real, fake] = await Promise.all([
        openRealTarget(release, spawning),
        openFakeTarget(release, spawning, "on loopback"),
      ]);
      try {
        const run = async ({ baseUrl, folder = "", words = {}, makeFolder }: typeof real) => {
          await makeFolder?.(`${folder}/app`);
          return runPythonClient(release, { url: baseUrl, folder: `${folder}/app`, words });
        };
        const [expected, found] = await Promise.all([run(real), run(fake)]);
        expect(found.lines).toEqual(expected.lines);
        expect(found.neverCalled).toEqual([]);
        expect(found.lines.length).toBeGreaterThan(40);
      } finally {
        await Promise.all([real.close(), fake.close()]);
      }
    });

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
      } finally {
        serve.stop();
        await real.close();
      }
    });
  });
}
