// Installs the packed packages outside the workspace and uses them as users do. Build the packages
// first. Removes everything it made; with --keep it prints the folder instead.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";

import { Checks, run } from "./consumers/checks.ts";
import { compilerOptions, compilers, environments, typesOf } from "./consumers/environments.ts";
import { exportedResults, fiveLines } from "./consumers/programs.ts";
import { writeJson, writePrograms } from "./consumers/project.ts";
import { pnpmCommand } from "./pnpm.ts";
import { pack } from "./tarball.ts";

const root = join(import.meta.dirname, "..");
const ownCompiler = join(root, "node_modules/.bin/tsc");
const names = ["protocol", "client", "testing"];
const oldestNode = "22.12.0";
/** The types that a program of five lines may add to those of an empty program. */
const addedTypes = 600;

const temporary = mkdtempSync(join(tmpdir(), "check-consumers-"));
const checks = new Checks();
/** The projects whose compilation is a check, by their files. */
const projects = new Map<string, { title: string; without?: readonly string[] | undefined }>();
try {
  const tarballs = Object.fromEntries(
    names.map((name) => [
      `@repowire/${name}`,
      `file:${pack(join(root, "packages", name), temporary).path}`,
    ]),
  );
  const [onNpm, onPnpm] = [join(temporary, "npm"), join(temporary, "pnpm")];
  mkdirSync(onNpm);
  mkdirSync(onPnpm);
  await Promise.all([installWithNpm(onNpm, tarballs), installWithPnpm(onPnpm, tarballs)]);
  addTypes(onNpm, onPnpm);
  await addExportedResults(onPnpm);
  addCompilers(onPnpm);
  addFiveLines(onPnpm);
  addPrograms(onNpm);
  await checks.run();
} finally {
  if (process.argv.includes("--keep")) console.log(temporary);
  else rmSync(temporary, { recursive: true });
}
checks.finish();

/** One project with all packages, as npm installs them. */
async function installWithNpm(folder: string, tarballs: Record<string, string>): Promise<void> {
  writeJson(join(folder, "package.json"), {
    type: "module",
    dependencies: {
      ...tarballs,
      "@types/bun": "^1.4.0",
      "@types/node": "^26",
      [nodePackage()]: oldestNode,
    },
    overrides: tarballs,
  });
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-update-notifier"], folder);
}

function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

/**
 * One project for each environment, and one for each of our packages alone. With pnpm, a project does
 * not see the dependencies of another.
 */
async function installWithPnpm(folder: string, tarballs: Record<string, string>): Promise<void> {
  const aliased = Object.entries(compilers).filter(([, range]) => range !== undefined);
  writeJson(join(folder, "package.json"), {
    private: true,
    dependencies: Object.fromEntries(aliased.map(([name, range]) => [alias(name), range])),
  });
  writeFileSync(
    join(folder, "pnpm-workspace.yaml"),
    `packages: ["*/"]\nhoist: false\nstrictDepBuilds: false\noverrides:\n${Object.entries(tarballs)
      .map(([name, tarball]) => `  "${name}": "${tarball}"\n`)
      .join("")}`,
  );
  const project = (name: string, dependencies: object) => {
    mkdirSync(join(folder, name));
    writeJson(join(folder, name, "package.json"), { type: "module", private: true, dependencies });
  };
  const ours = (of: readonly string[]) =>
    Object.fromEntries(of.map((name) => [`@repowire/${name}`, tarballs[`@repowire/${name}`]]));
  for (const environment of environments.filter(({ npm }) => !npm)) {
    project(environment.name, { ...ours(environment.packages), ...typesOf(environment) });
  }
  for (const name of names) {
    project(`only-${name}`, { ...ours([name]), "@types/node": "^24" });
  }
  const [pnpm, ...before] = pnpmCommand();
  await run(pnpm, [...before, "install", "--no-frozen-lockfile", "--prefer-offline"], folder);
}

function alias(compiler: string): string {
  return compiler.toLowerCase().replace(" ", "-");
}

/** Every environment, with and without the library of disposables. */
function addTypes(npmProject: string, workspace: string): void {
  for (const environment of environments) {
    const folder = join(environment.npm ? npmProject : workspace, environment.name);
    const programs = writePrograms(folder, environment.packages, environment);
    for (const disposable of [false, true]) {
      const project = join(folder, disposable ? "tsconfig.disposable.json" : "tsconfig.json");
      writeJson(project, {
        compilerOptions: compilerOptions(environment, disposable),
        files: programs.map((name) => `${name}.ts`),
      });
      projects.set(project, {
        title: `types: ${environment.name}${disposable ? " with esnext.disposable" : ""}`,
        without: environment.without,
      });
    }
  }
}

/** A user of one package can export the results of its functions. */
async function addExportedResults(workspace: string): Promise<void> {
  for (const name of names) {
    const folder = join(workspace, `only-${name}`);
    const entry = join(folder, `node_modules/@repowire/${name}/dist/index.js`);
    const values = (await import(pathToFileURL(entry).href)) as object;
    writeFileSync(join(folder, "exported.ts"), exportedResults(name, Object.keys(values)));
    const project = join(folder, "tsconfig.json");
    writeJson(project, {
      compilerOptions: {
        strict: true,
        target: "es2022",
        module: "nodenext",
        types: ["node"],
        declaration: true,
        emitDeclarationOnly: true,
        outDir: "out",
      },
      files: ["exported.ts"],
    });
    projects.set(project, { title: `an exported function that returns a result of ${name}` });
  }
}

/** Compiles every project with every compiler. */
function addCompilers(workspace: string): void {
  for (const [name, range] of Object.entries(compilers)) {
    const wanted = new Map(
      [...projects]
        .filter(([, { without }]) => !without?.includes(name))
        .map(([project, { title }]) => [project, `${title}, ${name}`]),
    );
    if (range === undefined) {
      for (const [project, title] of wanted) {
        checks.add(title, () => run(ownCompiler, ["-p", project], dirname(project)));
      }
      continue;
    }
    const module = join(workspace, "node_modules", alias(name), "lib/typescript.js");
    const program = join(import.meta.dirname, "consumers/compile-all.ts");
    checks.addMany(async () => {
      const programArguments = [program, module, ...wanted.keys()];
      const ended = run(process.execPath, programArguments, workspace, (line) => {
        const { project, said, seconds } = JSON.parse(line) as Compiled;
        checks.report(wanted.get(project) ?? project, said, seconds);
        wanted.delete(project);
      });
      await ended.catch((error: unknown) => checks.report(name, String(error), 0));
      for (const title of wanted.values()) checks.report(title, "was not compiled", 0);
    });
  }
}

interface Compiled {
  readonly project: string;
  readonly said: string;
  readonly seconds: number;
}

function addFiveLines(workspace: string): void {
  const folder = join(workspace, "dom");
  const types = async (program: string, text: string) => {
    writeFileSync(join(folder, `${program}.ts`), text);
    writeJson(join(folder, `tsconfig.${program}.json`), {
      compilerOptions: {
        strict: true,
        skipLibCheck: true,
        target: "es2022",
        lib: ["es2022", "dom"],
        module: "nodenext",
        noEmit: true,
        types: [],
      },
      files: [`${program}.ts`],
    });
    const project = ["-p", `tsconfig.${program}.json`, "--extendedDiagnostics"];
    const [, count] = /^Types:\s+(\d+)/m.exec(await run(ownCompiler, project, folder)) ?? [];
    return Number(count);
  };
  for (const [name, program] of Object.entries(fiveLines)) {
    const title = `five lines with ${name} add at most ${addedTypes} types`;
    checks.add(title, async () => {
      const empty = await types(`empty-${name}`, "export {};\n");
      const added = (await types(`five-lines-${name}`, program)) - empty;
      if (!(added <= addedTypes)) throw new Error(`adds ${added} types`);
    });
  }
}

/** The programs run as ES modules, as CommonJS and bundled, on the oldest Node and on ours. */
function addPrograms(folder: string): void {
  const nodes = {
    [oldestNode]: join(folder, "node_modules", nodePackage(), "bin/node"),
    [process.version.slice(1)]: process.execPath,
  };
  const compiled = (async () => {
    const programs = writePrograms(folder, names, { node: true });
    for (const name of names) {
      writeFileSync(join(folder, `${name}.cts`), readFileSync(join(folder, `${name}.ts`)));
    }
    writeJson(join(folder, "tsconfig.json"), {
      compilerOptions: {
        strict: true,
        target: "es2022",
        module: "nodenext",
        types: ["node"],
        resolveJsonModule: true,
        outDir: "out",
      },
      files: [...programs.map((name) => `${name}.ts`), ...names.map((name) => `${name}.cts`)],
    });
    await run(ownCompiler, ["-p", "."], folder);
  })();
  checks.add("ES modules and CommonJS compile", () => compiled);
  for (const [version, node] of Object.entries(nodes)) {
    const files = ["entries.js", ...names.flatMap((name) => [`${name}.js`, `${name}.cjs`])];
    for (const file of files) {
      checks.add(`${file} on Node ${version}`, async () => {
        await compiled.catch(() => undefined);
        if (!existsSync(join(folder, "out", file))) throw new Error(`${file} was not compiled`);
        await run(node, ["--no-warnings", join("out", file)], folder);
      });
    }
  }
  for (const name of ["protocol", "client"]) {
    checks.add(`${name} bundled for a browser`, async () => {
      const outfile = join(folder, "out", `${name}.bundle.mjs`);
      const { warnings } = await build({
        absWorkingDir: folder,
        entryPoints: [`${name}.ts`],
        outfile,
        bundle: true,
        platform: "browser",
        format: "esm",
      });
      if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
      await run(process.execPath, [outfile], folder);
    });
  }
  checks.add("npx @repowire/testing", () =>
    run(process.execPath, [join(import.meta.dirname, "consumers/try-command.ts"), folder], folder),
  );
}
