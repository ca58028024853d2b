// Runs the built package in Jest: matchers, `withDaemon`, and leftovers of a test. It installs Jest
// into a temporary folder, so it is not part of the tests.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const version = "30.5.2";
const program = `
import { expect, test } from "@jest/globals";
import { matchers, withDaemon } from "@repowire/testing";

expect.extend(matchers);

test("matchers hold", withDaemon(async (daemon) => {
  const bob = daemon.peer("bob");
  bob.onAsk("port").reply("8377");
  await daemon.peer("me").ask(bob.display_name, "which port?");
  await daemon.clock.settled();
  expect(bob).toHaveReceivedAsk("port");
  expect(daemon).toHaveNoOpenAsks();
}));

test("a matcher fails", withDaemon(async (daemon) => {
  await daemon.peer("me").broadcast("hello");
  const bob = daemon.peer("bob");
  await daemon.clock.settled();
  expect(bob).toHaveReceivedAsk();
}));

test("something is left behind", withDaemon((daemon) => daemon.fault("ask", "reset")));
`;

const folder = mkdtempSync(join(tmpdir(), "check-jest-"));
try {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", `jest@${version}`], {
    cwd: folder,
    stdio: "ignore",
  });
  mkdirSync(join(folder, "node_modules/@repowire"));
  for (const name of ["protocol", "testing"]) {
    const source = join(import.meta.dirname, "../..", name);
    symlinkSync(source, join(folder, "node_modules/@repowire", name), "dir");
  }
  writeFileSync(join(folder, "daemon.test.js"), program);
  const { stderr } = spawnSync(
    process.execPath,
    ["--experimental-vm-modules", "node_modules/jest/bin/jest.js"],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  const expected = [
    /Tests: +2 failed, 1 passed/,
    /expected bob to have received an ask, but it received \[\]\s+What was said:\s+me -> daemon: broadcast "hello"/,
    /the fault "?reset"? for "?ask"? happened 0 of 1 times/,
  ];
  const missing = expected.filter((pattern) => !pattern.test(stderr));
  if (missing.length === 0) console.log(`the matchers and withDaemon work in Jest ${version}`);
  else {
    console.error(stderr, "\nnot found:", ...missing);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
