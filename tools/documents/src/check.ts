// Checks the documents with tools that users run on them: the recommended rules of Redocly and Spectral,
// the parser of AsyncAPI, and two generators whose output must compile.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import asyncApiParser from "@asyncapi/parser";
import { createConfig, lint } from "@redocly/openapi-core";
import spectralCore from "@stoplight/spectral-core";
import spectralRulesets from "@stoplight/spectral-rulesets";
import openapiTypeScript, { astToString } from "openapi-typescript";
import { generate } from "orval";

const { Parser } = asyncApiParser;
const { Spectral } = spectralCore;
const { oas, asyncapi } = spectralRulesets;

const root = join(import.meta.dirname, "..");
const documents = join(root, "../../packages/protocol/documents");
const openApi = join(documents, "openapi.json");
const asyncApi = join(documents, "asyncapi.json");
const problems: string[] = [];

await step("Redocly, recommended", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const found = await lint({ ref: openApi, config });
  return found.map(({ severity, ruleId, message, location }) => ({
    isError: severity === "error",
    text: `${ruleId} at ${location[0]?.pointer}: ${message}`,
  }));
});

for (const [name, path, rules] of [
  ["Spectral, recommended, OpenAPI", openApi, oas],
  ["Spectral, recommended, AsyncAPI", asyncApi, asyncapi],
] as const) {
  await step(name, async () => {
    const spectral = new Spectral();
    spectral.setRuleset({ extends: [rules as never] });
    const found = await spectral.run(readFileSync(path, "utf8"));
    return found.map(({ severity, code, message, path: where }) => ({
      isError: severity === 0,
      text: `${code} at ${where.join("/")}: ${message}`,
    }));
  });
}

await step("the parser of AsyncAPI", async () => {
  const { document, diagnostics } = await new Parser().parse(readFileSync(asyncApi, "utf8"));
  const found = diagnostics.map(({ severity, code, message, path }) => ({
    isError: severity === 0,
    text: `${code} at ${path.join("/")}: ${message}`,
  }));
  return document ? found : [...found, { isError: true, text: "there is no document" }];
});

const folder = mkdtempSync(join(root, "generated-clients-"));
try {
  await step("the output of openapi-typescript compiles", async () => {
    const document = JSON.parse(readFileSync(openApi, "utf8")) as never;
    writeFileSync(join(folder, "types.ts"), astToString(await openapiTypeScript(document)));
    return compile("types.ts");
  });
  await step("the output of orval compiles", async () => {
    const target = join(folder, "orval.ts");
    await generate({
      input: { target: openApi },
      output: { target, client: "fetch", mode: "single" },
    });
    return compile("orval.ts");
  });
} finally {
  rmSync(folder, { recursive: true });
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
}

interface Finding {
  readonly isError: boolean;
  readonly text: string;
}

async function step(name: string, find: () => Promise<readonly Finding[]>): Promise<void> {
  const start = performance.now();
  const found = await find();
  const errors = found.filter(({ isError }) => isError);
  problems.push(...errors.map(({ text }) => `${name}: ${text}`));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${name}: ${errors.length} errors, ${found.length - errors.length} hints, ${seconds} s`,
  );
  if (process.argv.includes("--hints")) for (const { text } of found) console.log(`  ${text}`);
}

function compile(file: string): Finding[] {
  const compiler = join(root, "node_modules/.bin/tsc");
  const project = join(folder, `${file}.json`);
  const options = {
    noEmit: true,
    strict: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
  };
  writeFileSync(project, JSON.stringify({ compilerOptions: options, files: [file] }));
  try {
    execFileSync(compiler, ["-p", project], { encoding: "utf8" });
    return [];
  } catch (error) {
    const { stdout = "" } = error as { stdout?: string };
    return stdout
      .split("\n")
      .slice(0, 20)
      .map((text) => ({ isError: true, text }));
  }
}
