import * as protocol from "@repowire/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { BuiltPackage, gzipSize } from "./built-package.ts";

const names = Object.keys(protocol);
const schemas = names.filter((name) => /^[A-Z]\w*Schema$/.test(name));

describe("what a bundle pays for, in bytes after gzip", () => {
  let built: BuiltPackage;

  beforeAll(() => {
    built = new BuiltPackage();
  }, 60_000);

  afterAll(() => {
    built[Symbol.dispose]();
  });

  async function size(...imported: string[]): Promise<number> {
    const list = imported.join(", ");
    const program = `import { ${list} } from "@repowire/protocol"; globalThis.used = [${list}];`;
    return gzipSize(await built.bundle(program));
  }

  test("types: nothing", async () => {
    const code = await built.bundle(`import type { Peer } from "@repowire/protocol";`);
    expect(gzipSize(code)).toBe(0);
  });

  test("one schema: at most 6,000", async () => {
    expect(await size("PeerSchema")).toBeLessThanOrEqual(6000);
  });

  test("every schema: at most 14,000", async () => {
    expect(schemas.length).toBeGreaterThan(150);
    expect(await size(...schemas)).toBeLessThanOrEqual(14_000);
  });

  test("only the schemas that it names", async () => {
    const code = await built.bundle(
      `import { RunJobParamsSchema } from "@repowire/protocol"; globalThis.used = RunJobParamsSchema;`,
    );
    expect(code).toContain("requested_by_peer_id");
    expect(code).not.toContain("progress_note");
    expect(code).not.toContain("display_name");
    expect(code).not.toContain("/jobs");
  });

  test("no schema for an error, a guard or a list of values", async () => {
    const code = await built.bundle(
      `import { DaemonHTTPError, isBackend, peerRoles } from "@repowire/protocol";
       globalThis.used = [DaemonHTTPError, isBackend, peerRoles];`,
    );
    expect(code).not.toContain("correlation_id");
    expect(gzipSize(code)).toBeLessThan(2000);
  });

  test("no compiler in a browser, and one on a server", async () => {
    const program = `import { validator } from "@repowire/protocol/validate"; globalThis.used = validator;`;
    expect(await built.bundle(program, "browser")).not.toContain("new Function");
    expect(await built.bundle(program, "workerd")).not.toContain("new Function");
    expect(await built.bundle(program, "node")).toContain("Function");
  });
});
