import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

// In a process of its own, because a module that is loaded stays loaded.

/** Runs a program, and returns the URLs of the files that it loaded. */
function loadedBy(program: string): readonly string[] {
  const printed = execFileSync(
    process.execPath,
    [
      ...(process.env["REPOWIRE_DIST"] === "1" ? [] : ["--conditions=@repowire/source"]),
      "--input-type=module",
      "--eval",
      `import { registerHooks } from "node:module";
       const loaded = [];
       registerHooks({
         load(url, context, next) {
           loaded.push(url);
           return next(url, context);
         },
       });
       ${program}
       console.log(JSON.stringify(loaded));`,
    ],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  return JSON.parse(printed) as string[];
}

test("no part of the fake loads zod, which takes longer to load than all the rest", () => {
  const loaded = loadedBy(`
    const { FakeDaemon } = await import("@repowire/testing");
    const options = { method: "POST", headers: { "content-type": "application/json" } };
    const statuses = [];
    for (const emulate of ["0.17.0", "go"]) {
      const daemon = new FakeDaemon({ emulate });
      daemon.peer("bob");
      const { url } = await daemon.listen({ control: true });
      for (const body of ['{ "from_peer": "me", "text": "hi" }', '{ "from_peer": 5 }']) {
        statuses.push((await fetch(url + "/broadcast", { ...options, body })).status);
      }
      const body = '{ "peers": 5 }';
      statuses.push((await fetch(url + "/__fake_daemon/seed", { ...options, body })).status);
      await daemon.close();
    }
    if (String(statuses) !== "200,422,400,200,400,400") throw new Error(String(statuses));
  `);
  expect(loaded.filter((url) => url.includes("/zod/"))).toEqual([]);
  expect(loaded.filter((url) => url.includes("/protocol/"))).not.toEqual([]);
});
