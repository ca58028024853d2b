import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

// In a process of its own, because a module that is loaded stays loaded.

/** Runs a program in which a module cannot be loaded, and returns what it prints as JSON. */
function without(missing: string, program: string): unknown {
  const hooks = `
    import { registerHooks } from "node:module";
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier === ${JSON.stringify(missing)}) throw new Error("no such chunk");
        return next(specifier, context);
      },
    });`;
  const printed = execFileSync(
    process.execPath,
    [
      ...(process.env["REPOWIRE_DIST"] === "1" ? [] : ["--conditions=@repowire/source"]),
      "--import",
      `data:text/javascript,${encodeURIComponent(hooks)}`,
      "--input-type=module",
      "--eval",
      `import { RepowireClient } from "@repowire/client";
       let calls = 0;
       const clientOf = (answer, options) =>
         new RepowireClient({ fetch: async () => (calls++, answer()), ...options });
       const failure = (work) => work.then(() => "no error", ({ name, status, message }) => ({ name, status, message }));
       const result = await (async () => { ${program} })();
       console.log(JSON.stringify(result));`,
    ],
    { cwd: import.meta.dirname, encoding: "utf8" },
  );
  return JSON.parse(printed);
}

test("without ky, the first failure is the answer", () => {
  const program = `
    const client = clientOf(() => new Response("", { status: 503 }), { retry: 2 });
    return [await failure(client.health()), calls];`;
  expect(without("ky", program)).toMatchObject([{ name: "DaemonHTTPError", status: 503 }, 1]);
});

test("without the explanation of a mismatch, an answer counts all the same", () => {
  const program = `
    const issues = [];
    const onDrift = (event) => issues.push(...event.issues);
    const client = clientOf(() => Response.json({ status: 5 }), { onDrift, validation: "warn" });
    const answer = await client.health();
    return [answer, [...issues], await failure(client.health({ validation: "strict" }))];`;
  expect(without("@repowire/protocol/explain", program)).toMatchObject([
    { status: 5 },
    ["a value does not match the schema; the details could not be loaded"],
    { name: "DaemonResponseError" },
  ]);
});

test("without the explanation of a mismatch, wrong parameters are a TypeError all the same", () => {
  const program = `
    const client = clientOf(() => Response.json({}));
    return [await failure(client.ask({ from_peer: "", to_peer: "b", text: "?" })), calls];`;
  expect(without("@repowire/protocol/explain", program)).toMatchObject([
    {
      name: "TypeError",
      message: expect.stringContaining("ask: a value does not match") as string,
    },
    0,
  ]);
});
