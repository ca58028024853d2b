import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

import { soak } from "../../../scripts/vitest/soak.ts";

const [warmUp, count] = [soak(500, 100), soak(1_000, 100)];
const conditions = process.env["REPOWIRE_DIST"] === "1" ? [] : ["--conditions=@repowire/source"];

const program = `
import { FakeDaemon } from "@repowire/testing";

let ended = 0;
const end = () => void ended++;

async function use() {
  await using daemon = new FakeDaemon();
  const bob = daemon.peer("bob");
  bob.onAsk().reply("8377");
  await daemon.peer("me").ask(bob.display_name, "which port?");
  daemon.fault("health", "timeout");
  daemon.fetch(daemon.url + "/health").catch(end);
  const stream = await daemon.fetch(daemon.url + "/events/stream");
  stream.text().catch(end);
  new daemon.WebSocket("ws://fake-daemon.invalid/ws").addEventListener("close", end);
  await daemon.clock.settled();
}

async function bytes(count) {
  for (let index = 0; index < count; index++) await use();
  await new Promise((resolve) => setTimeout(resolve, 20));
  gc();
  return process.memoryUsage().heapUsed;
}

// The runtime itself grows until it has compiled everything.
const before = await bytes(${warmUp});
const after = await bytes(${count});
const resources = process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|File/.test(name));
console.log(JSON.stringify({ grown: after - before, resources, ended }));
`;

test(`${count} instances leave nothing behind`, () => {
  const output = execFileSync(
    process.execPath,
    [...conditions, "--expose-gc", "--input-type=module", "-e", program],
    { encoding: "utf8", cwd: import.meta.dirname, timeout: 60_000 },
  );
  const { grown, resources, ended } = JSON.parse(output) as {
    grown: number;
    resources: string[];
    ended: number;
  };
  // A call, a stream and a socket of each.
  expect(ended).toBe(3 * (warmUp + count));
  expect(resources).toEqual([]);
  // One instance that stays would be more than this alone for each ten.
  expect(grown).toBeLessThan(500_000);
}, 90_000);
