import { daemonVersions } from "@repowire/protocol";
import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { answerTo, rawRequests } from "./raw-requests.ts";

for (const version of daemonVersions) {
  const reason = await skipReason(version);
  describe.skipIf(reason !== undefined)(
    `bytes that fetch does not send, to a real ${version}`,
    () => {
      let daemon: RealDaemon;
      beforeAll(async () => {
        daemon = await startDaemon({ version });
      }, 60_000);
      afterAll(() => daemon?.stop());

      test.each(rawRequests)("$name", async (raw) => {
        const wanted = version === "go" ? (raw.go ?? raw.python) : raw.python;
        expect((await answerTo(daemon.url, raw)).slice(0, wanted.length)).toBe(wanted);
      });
    },
  );
}
