import { expect, test } from "vitest";

import { releasePlan } from "./release-plan.ts";
import { versionOffences } from "./version-offences.ts";

test.for([
  [{}, []],
  [{ client: "minor" }, []],
  [{ protocol: "minor", client: "minor", testing: "minor" }, []],
  [{ protocol: "minor" }, ["@repowire/client", "@repowire/testing"]],
  [{ protocol: "minor", client: "minor", testing: "patch" }, ["@repowire/testing"]],
] as const)("what changesets makes of %o lacks a step of %o", async ([sizes, lacking]) => {
  const steps = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [`@repowire/${name}`, size]),
  );
  const offences = versionOffences(await releasePlan({ steps, version: "0.1.0" }));
  expect(offences).toEqual(lacking.map((name) => expect.stringContaining(`but ${name} `)));
});

test.for([
  ["0.1.0", "0.1.1", 0],
  ["0.1.0", "0.2.0", 2],
  ["0.1.0", "1.0.0", 2],
  ["1.0.0", "1.1.0", 0],
  ["1.1.0", "2.0.0", 2],
] as const)(
  "a protocol that goes from %s to %s leaves %i behind",
  ([oldVersion, newVersion, count]) => {
    const releases = [{ name: "@repowire/protocol", oldVersion, newVersion }];
    expect(versionOffences(releases)).toHaveLength(count);
  },
);
