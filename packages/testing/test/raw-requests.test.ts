import { daemonVersions } from "@repowire/protocol";
import { FakeDaemon } from "@repowire/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { answerTo, rawRequests } from "./raw-requests.ts";

describe.each(daemonVersions)("bytes that fetch does not send, to %s", (emulate) => {
  const daemon = new FakeDaemon({ emulate, clock: "ticking", strict: false });
  let url = "";
  beforeAll(async () => {
    ({ url } = await daemon.listen());
  });
  afterAll(() => daemon.close());

  test.each(rawRequests)("$name", async (raw) => {
    const wanted = emulate === "go" ? (raw.go ?? raw.python) : raw.python;
    expect((await answerTo(url, raw)).slice(0, wanted.length)).toBe(wanted);
    daemon.verify();
  });
});
