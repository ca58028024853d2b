import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { known, knownOmissions } from "./known-differences.ts";
import { type ServedDocument, differences, unservedOmissions } from "./served-contract.ts";

const versions = ["0.14.17", "0.17.0"] as const;
const reason = (await Promise.all(versions.map((version) => skipReason(version)))).find(Boolean);

describe.skipIf(reason)("the table, beside what the daemons serve of themselves", () => {
  const daemons: RealDaemon[] = [];
  const documents = new Map<string, ServedDocument>();

  beforeAll(async () => {
    for (const version of versions) {
      const daemon = await startDaemon({ version });
      daemons.push(daemon);
      const answer = await fetch(`${daemon.url}/openapi.json`);
      documents.set(version, (await answer.json()) as ServedDocument);
    }
  }, 120_000);

  afterAll(async () => {
    await Promise.all(daemons.map((daemon) => daemon.stop()));
  });

  test.each(versions)("differs from %s only where it is listed", (version) => {
    const served = documents.get(version) as ServedDocument;
    expect(differences(version, served).toSorted()).toEqual(known(version));
  });

  test("leaves out only what there is", () => {
    expect(unservedOmissions([...documents.values()]).toSorted()).toEqual(knownOmissions);
  });
});
