import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FakeDaemon } from "@repowire/testing";
import { contract } from "../src/command.ts";

const folder = mkdtempSync(join(tmpdir(), "repowire-contract-"));
const daemon = new FakeDaemon({ emulate: "0.17.0", clock: "system" });
let url = "";

beforeAll(async () => {
  ({ url } = await daemon.listen());
  writeFileSync(join(folder, "no-json.json"), "{");
  writeFileSync(join(folder, "no-list.json"), '{"scenario": "acks/no-ops"}');
});

afterAll(async () => {
  await daemon.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await contract(args, {
    out: (text) => out.push(text),
    error: (text) => errors.push(text),
  });
  return { code, out: out.join("\n"), errors: errors.join("\n") };
}

test.each([
  [["--bogus"], /Unknown option '--bogus'/],
  [["--only"], /Option '--only <value>' argument missing/],
  [["extra"], /Unexpected argument 'extra'/],
  [[], /--url is missing/],
  [["--url", "nonsense"], /"nonsense" is not a URL/],
  [["--url", "http://127.0.0.1:1"], /No daemon answers at http:\/\/127\.0\.0\.1:1\./],
  [["--list", "--only", "asks/not-there"], /No scenario has a name with asks\/not-there/],
  [["--list", "--as", "nonsense"], /"nonsense" is not a release/],
  [
    ["--url", "<daemon>", "--only", "asks/not-there"],
    /No scenario has a name with asks\/not-there/,
  ],
  [["--url", "<daemon>", "--gaps", join(folder, "none.json")], /none\.json cannot be read/],
  [["--url", "<daemon>", "--gaps", join(folder, "no-json.json")], /no-json\.json cannot be read/],
  [
    ["--url", "<daemon>", "--gaps", join(folder, "no-list.json")],
    /no-list\.json must be a list of gaps/,
  ],
])("%j ends with 2 and says why", async (args, why) => {
  const { code, out, errors } = await run(...args.map((one) => (one === "<daemon>" ? url : one)));
  expect(errors).toMatch(why);
  expect({ code, out }).toEqual({ code: 2, out: "" });
});

test("--list prints the names and rules of a release", async () => {
  const [python, go] = await Promise.all(
    ["0.14.17", "go"].map((release) => run("--list", "--as", release, "--only", "waits/")),
  );
  expect(go).toMatchObject({ code: 0, errors: "" });
  expect(go!.out).toMatch(/^waits\/[\w-]+: [A-Z]/);
  expect(python!.out).not.toBe(go!.out);
});
