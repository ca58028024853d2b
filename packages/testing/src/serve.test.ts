import { expect, test } from "vitest";

import { run } from "./serve.ts";

test.for([
  [["sreve"], "there is no command sreve"],
  [[], "a command is missing"],
  [["serve", "--emulate", "9"], "--emulate takes one of 0.14.17, 0.17.0, go, not 9"],
  [["serve", "--clock", "sun"], "--clock takes one of ticking, virtual, system, not sun"],
  [["serve", "--port", "x"], "--port takes a number, not x"],
  [["serve", "--strict", "no"], "--strict takes JSON, not no"],
  [["serve", "--strict", '{"routes":false}'], 'strict has no "routes"; there are: '],
  [["serve", "--settings", "{"], "--settings takes JSON, not {"],
  [
    ["serve", "--settings", '{"machin":1}'],
    'a FakeDaemon: settings has no "machin": did you mean "machine"?',
  ],
  [["serve", "--prot", "1"], "Unknown option '--prot'"],
] as const)("refuses %j: %s", async ([args, why]) => {
  const error = await run(args).catch((reason: unknown) => reason);
  expect((error as Error).message.slice(0, why.length)).toBe(why);
});
