import { type Endpoint, endpoints } from "@repowire/protocol";
import { describe, expect, test } from "vitest";
import { groups } from "../src/scenarios/index.ts";
import { readRecording } from "../src/runner/recordings.ts";
import { endpointsIn } from "../src/runner/routes.ts";
import { scenariosFor } from "../src/runner/run-group.ts";
import type { Entry } from "../src/stage/transcript.ts";
import { releases } from "../src/targets/releases.ts";

const table = Object.values(endpoints as Record<string, Endpoint>);

test.each(releases)("the recordings of %s contain exactly its scenarios", async (release) => {
  for (const group of groups) {
    const recording = await readRecording(release, group.name);
    const ids = scenariosFor(group, release).map(({ id }) => id);
    expect(Object.keys(recording?.scenarios ?? {}), group.name).toEqual(ids.toSorted());
  }
});

// Who adds a scenario may have no Go daemon to record.
test("the recordings of the Go daemon contain at least 350 scenarios, and no unknown one", async () => {
  let count = 0;
  for (const group of groups) {
    const { scenarios = {} } = (await readRecording("go", group.name)) ?? {};
    const ids = scenariosFor(group, "go").map(({ id }) => id);
    expect(Object.keys(scenarios).filter((id) => !ids.includes(id))).toEqual([]);
    count += Object.keys(scenarios).length;
  }
  expect(count).toBeGreaterThanOrEqual(350);
});

describe.each(releases)("repowire %s", (release) => {
  test("every endpoint is called in a scenario", async () => {
    const called = new Set((await entries(release)).flatMap((entry) => [...endpointsIn([entry])]));
    const wanted = table.filter(({ daemons }) => daemons.includes(release)).map(({ name }) => name);
    expect(wanted.filter((name) => !called.has(name))).toEqual([]);
  });

  test("every method of the client is called in a scenario", async () => {
    const called = new Set((await entries(release)).map(({ client }) => client));
    // The stream is no single call: the live peers' scenarios follow it.
    const wanted = table.filter(({ response }) => response !== "events").map(({ name }) => name);
    expect(wanted.filter((name) => !called.has(name))).toEqual([]);
  });

  test("every method of the client that the release has returns in a scenario", async () => {
    const returned = (await entries(release)).filter((entry) => "gives" in entry);
    const names = new Set(returned.map(({ client }) => client));
    const wanted = table.filter(
      ({ response, daemons }) => response !== "events" && daemons.includes(release),
    );
    const all = [...wanted.map(({ name }) => name), "request"];
    expect(all.filter((name) => !names.has(name))).toEqual([]);
  });
});

async function entries(release: string): Promise<Entry[]> {
  const recordings = await Promise.all(groups.map(({ name }) => readRecording(release, name)));
  return recordings.flatMap((recording) => Object.values(recording?.scenarios ?? {}).flat());
}

test("a scenario has one name and says its rule in a sentence", () => {
  const scenarios = groups.flatMap(({ name, scenarios: list }) =>
    list.map((one) => ({ ...one, name: `${name}/${one.id}` })),
  );
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(scenarios.filter(({ rule }) => !/^[A-Z`0-9].*\.$/.test(rule))).toEqual([]);
  expect(scenarios.length).toBeGreaterThanOrEqual(150);
});
