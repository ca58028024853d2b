// Installs the packed packages into fresh projects outside the workspace and uses them there in the
// ways that users do. Takes the packages as they are built; removes all it made. Takes the names of
// packages, for a part of it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { compile, forBundler, forNode, forNodeWithOldCompiler } from "./consumers/compilers.ts";
import { createProject, npm } from "./consumers/project.ts";
import { entryPoints } from "./entry-points.ts";
import { pack } from "./tarball.ts";

const root = join(import.meta.dirname, "..");
const oldestNode = "22.12.0";
const oldestCompiler = "5.6.3";

interface Consumer {
  readonly name: string;
  /** What its program uses besides. */
  readonly also: readonly string[];
  /** Whether the package runs in a browser. */
  readonly browser: boolean;
  /** The program that tries what `npx` runs. */
  readonly command?: string;
}

const consumers: readonly Consumer[] = [
  { name: "protocol", also: [], browser: true },
  { name: "client", also: [], browser: true },
  {
    name: "testing",
    also: ["client"],
    browser: false,
    command: "consumers/try-command.ts",
  },
];

const temporary = mkdtempSync(join(tmpdir(), "check-consumers-"));
const count = { passed: 0, failed: 0 };
try {
  const tarballs = Object.fromEntries(
    consumers.map(({ name }) => [
      name,
      `file:${pack(join(root, "packages", name), temporary).path}`,
    ]),
  );
  const nodes = {
    [oldestNode]: installNode(oldestNode),
    [process.version.slice(1)]: process.execPath,
  };
  const named = process.argv.slice(2);
  for (const consumer of consumers) {
    if (named.length === 0 || named.includes(consumer.name))
      checkConsumer(consumer, tarballs, nodes);
  }
} finally {
  rmSync(temporary, { recursive: true });
}
console.log(`${count.passed} passed, ${count.failed} failed, 0 skipped`);
if (count.failed > 0) process.exitCode = 1;

function checkConsumer(
  { name, also, browser, command }: Consumer,
  tarballs: Record<string, string>,
  nodes: Record<string, string>,
): void {
  const packageFolder = join(root, "packages", name);
  const ours = Object.entries(tarballs).map(([one, path]) => [`@repowire/${one}`, path] as const);
  const wanted = [name, ...also].map((one) => `@repowire/${one}`);
  const project = createProject({
    folder: join(temporary, name),
    name: `@repowire/${name}`,
    program: join(packageFolder, "test/consumer.ts"),
    entries: entryPoints(packageFolder),
    dependencies: {
      ...Object.fromEntries(ours.filter(([one]) => wanted.includes(one))),
      "@types/node": "^22",
      "typescript-old": `npm:typescript@${oldestCompiler}`,
    },
    overrides: Object.fromEntries(ours),
  });
  const { folder } = project;
  const oldCompiler = join(folder, "node_modules/typescript-old/bin/tsc");

  check(`${name}: ${forNode.title}`, () =>
    compile(folder, join(root, "node_modules/.bin/tsc"), forNode),
  );
  for (const [version, node] of Object.entries(nodes)) {
    for (const file of ["consumer.js", "consumer.cjs", "entries.js"]) {
      check(`${name}: ${file} on Node ${version}`, () => run(node, join(folder, "out", file)));
    }
  }
  check(`${name}: ${forNodeWithOldCompiler.title}, TypeScript ${oldestCompiler}`, () =>
    compile(folder, oldCompiler, forNodeWithOldCompiler),
  );
  if (command) {
    check(`${name}: npx @repowire/${name}`, () =>
      execFileSync(process.execPath, [join(import.meta.dirname, command), folder], {
        stdio: ["ignore", "ignore", "inherit"],
      }),
    );
  }
  if (!browser) return;
  check(`${name}: ${forBundler.title}`, () =>
    compile(folder, join(root, "node_modules/.bin/tsc"), forBundler),
  );
  check(`${name}: ${forBundler.title}, TypeScript ${oldestCompiler}`, () =>
    compile(folder, oldCompiler, forBundler),
  );
  check(`${name}: esbuild for a browser`, () => run(process.execPath, bundle(folder)));
}

function check(title: string, action: () => void): void {
  const start = performance.now();
  let mark = "✓";
  try {
    action();
    count.passed += 1;
  } catch (error) {
    mark = "✗";
    count.failed += 1;
    console.error(String(error));
  }
  console.log(`${mark} ${title} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function run(node: string, file: string): void {
  if (!existsSync(file)) throw new Error(`${file} was not compiled`);
  execFileSync(node, ["--no-warnings", file], { stdio: ["ignore", "ignore", "inherit"] });
}

function bundle(folder: string): string {
  const outfile = join(folder, "out/bundle.mjs");
  const { warnings } = buildSync({
    absWorkingDir: folder,
    entryPoints: ["consumer.ts"],
    outfile,
    bundle: true,
    platform: "browser",
    format: "esm",
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  return outfile;
}

function installNode(version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(temporary, `node-${version}`);
  mkdirSync(folder);
  npm(["install", `${name}@${version}`], folder);
  return join(folder, "node_modules", name, "bin/node");
}
