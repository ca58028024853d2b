// Tries the packed package on the runtimes that npm offers, and in a browser if there is one. Missing
// runtimes are skipped with a reason; CI=true requires a browser. Build the packages first. Pass names
// of runtimes to try only these.
import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { npm, writeJson } from "../../../../scripts/consumers/project.ts";
import { pack } from "../../../../scripts/tarball.ts";
import { findBrowser, noBrowser } from "./find-browser.ts";
import { startSmallDaemon } from "./small-daemon.ts";

const client = join(import.meta.dirname, "../..");
const temporary = mkdtempSync(join(tmpdir(), "check-runtimes-"));
const count = { passed: 0, failed: 0, skipped: 0 };
const { arch, platform } = process;

/** A runtime from npm: the package for this machine, and the program in it. */
interface Runtime {
  readonly name: string;
  readonly dependency: readonly [name: string, version: string] | undefined;
  readonly program: string;
  readonly flags: readonly string[];
}

const denoArch = arch === "arm64" ? "arm64" : "x64";
const runtimes: readonly Runtime[] = [
  {
    name: "node-22",
    dependency: [`node-${platform}-${arch}`, "22.12.0"],
    program: "bin/node",
    flags: ["--experimental-strip-types", "--no-warnings"],
  },
  { name: "node-24", dependency: undefined, program: process.execPath, flags: [] },
  {
    name: "bun",
    dependency: [`@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : "x64"}`, "1.4.5"],
    program: "bin/bun",
    flags: ["run"],
  },
  {
    name: "deno",
    dependency: [`@deno/${platform}-${denoArch}${platform === "linux" ? "-glibc" : ""}`, "2.9.6"],
    program: "deno",
    flags: ["run", "--allow-all", "--node-modules-dir=manual", "--quiet"],
  },
];

try {
  const project = createProject();
  const named = process.argv.slice(2);
  const wanted = (name: string) => named.length === 0 || named.includes(name);
  for (const runtime of runtimes) if (wanted(runtime.name)) await runRuntime(runtime, project);
  if (wanted("workerd")) await runWorkerd(project);
  if (wanted("browser")) await runBrowser(project);
} finally {
  rmSync(temporary, { recursive: true });
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
if (count.failed > 0) process.exitCode = 1;

/** A project with the tarballs installed, and the programs beside them. */
function createProject(): string {
  const folder = join(temporary, "project");
  mkdirSync(folder);
  const tarballs = Object.fromEntries(
    ["protocol", "client"].map((name) => [
      `@repowire/${name}`,
      `file:${pack(join(client, "..", name), temporary).path}`,
    ]),
  );
  writeJson(join(folder, "package.json"), {
    type: "module",
    dependencies: tarballs,
    overrides: { "@repowire/protocol": tarballs["@repowire/protocol"] },
  });
  npm(["install"], folder);
  for (const tests of ["failures", "runtimes"]) {
    cpSync(join(client, "test", tests), join(folder, tests), { recursive: true });
  }
  return folder;
}

/** Installs a package for this machine. `undefined` if there is none. */
function install([name, version]: readonly [string, string]): string | undefined {
  const folder = join(temporary, name.replaceAll("/", "-"));
  mkdirSync(folder);
  writeJson(join(folder, "package.json"), { private: true });
  try {
    npm(["install", "--ignore-scripts", `${name}@${version}`], folder);
  } catch {
    return undefined;
  }
  return join(folder, "node_modules", name);
}

async function runRuntime(runtime: Runtime, project: string): Promise<void> {
  const { name, dependency, program, flags } = runtime;
  const installed = dependency && install(dependency);
  if (dependency !== undefined && installed === undefined) {
    return skip(name, `npm has no ${dependency.join("@")} for this machine`);
  }
  const executable = installed === undefined ? program : join(installed, program);
  const reference = name.startsWith("node") ? ["--reference"] : [];
  await check(`${name}, failures`, () =>
    runToEnd(executable, [...flags, "runtimes/failure-program.ts", ...reference], project),
  );
  const daemon = await startSmallDaemon();
  await check(`${name}, the small program`, () =>
    runToEnd(executable, [...flags, "runtimes/own-process-program.ts", daemon.url], project),
  );
  await daemon.close();
}

/** A test of a worker in its own runtime. */
async function runWorkerd(project: string): Promise<void> {
  const suffix = arch === "arm64" ? "arm64" : "64";
  const dependency = [`@cloudflare/workerd-${platform}-${suffix}`, "1.20261117.1"] as const;
  const installed = install(dependency);
  if (installed === undefined) {
    return skip("workerd", `npm has no ${dependency.join("@")} for this machine`);
  }
  const daemon = await startSmallDaemon();
  writeFileSync(
    join(project, "worker.ts"),
    `import { smallProgram } from "./runtimes/small-program.ts";
export default {
  async test() {
    const wrong = await smallProgram(${JSON.stringify(daemon.url)});
    if (wrong.length > 0) throw new Error("not so: " + wrong.join("; "));
  },
};
`,
  );
  bundle(project, "worker.ts", ["workerd", "worker", "browser"]);
  writeFileSync(
    join(project, "worker.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker.js", esModule = embed "out/worker.js")],
      compatibilityDate = "2026-01-01",
    )),
    (name = "internet", network = (allow = ["local", "private"])),
  ],
);
`,
  );
  await check("workerd", () =>
    runToEnd(join(installed, "bin/workerd"), ["test", "worker.capnp"], project),
  );
  await daemon.close();
}

/**
 * The same program in a page that forbids code generation, in this machine's browser. Each violation of
 * the page's policy is a problem too.
 */
async function runBrowser(project: string): Promise<void> {
  const browser = findBrowser();
  if (browser === undefined) {
    return process.env["CI"] === "true" ? fail("browser", noBrowser) : skip("browser", noBrowser);
  }
  writeFileSync(
    join(project, "page.ts"),
    `import { smallProgram } from "./runtimes/small-program.ts";
const violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => {
  violations.push("the page forbids " + violatedDirective + ", in " + sourceFile);
});
smallProgram(location.origin)
  .catch((error) => [String(error)])
  .then((wrong) => {
    const body = JSON.stringify([...wrong, ...violations]);
    return fetch("/result", { method: "POST", body });
  });
`,
  );
  bundle(project, "page.ts", ["browser"]);
  const result = Promise.withResolvers<string[]>();
  const scripts = readdirSync(join(project, "out")).filter((name) => name.endsWith(".js"));
  const daemon = await startSmallDaemon({
    "/page": (_, response) => {
      response.setHeader("content-type", "text/html");
      response.setHeader("content-security-policy", "default-src 'self'");
      response.end('<!doctype html><script type="module" src="/page.js"></script>');
    },
    ...Object.fromEntries(
      scripts.map((name) => [
        `/${name}`,
        (_: IncomingMessage, response: ServerResponse) => {
          response.setHeader("content-type", "text/javascript");
          response.end(readFileSync(join(project, "out", name)));
        },
      ]),
    ),
    "/result": (request, response) => {
      request.setEncoding("utf8");
      let text = "";
      request.on("data", (piece: string) => (text += piece));
      request.on("end", () => result.resolve(JSON.parse(text) as string[]));
      response.end();
    },
  });
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const profile = `--user-data-dir=${join(temporary, "profile")}`;
  const page = spawn(browser, [...flags, ...quiet, profile, `${daemon.url}/page`], {
    stdio: "ignore",
    // Its leftovers are removed with the folder.
    env: { ...process.env, HOME: temporary, TMPDIR: temporary },
  });
  page.on("error", result.reject);
  const ended = new Promise((resolve) => page.on("close", resolve));
  const late = setTimeout(() => result.reject(new Error("the page sent nothing")), 60_000);
  await check("browser", async () => {
    const wrong = await result.promise;
    if (wrong.length > 0) throw new Error(`not so: ${wrong.join("; ")}`);
  });
  clearTimeout(late);
  page.kill();
  const stuck = setTimeout(() => page.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(stuck);
  await daemon.close();
}

function bundle(project: string, entry: string, conditions: string[]): void {
  buildSync({
    absWorkingDir: project,
    entryPoints: [entry],
    outdir: "out",
    bundle: true,
    // In a page, code that loads on first use is a separate file. A worker is one file.
    splitting: conditions.length === 1,
    format: "esm",
    platform: "browser",
    target: "es2023",
    conditions,
    logLevel: "warning",
  });
}

function runToEnd(program: string, programArguments: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, {
      cwd,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: 300_000,
      env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`ended with ${code ?? signal}`));
    });
  });
}

async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    count.passed++;
    console.log(`${name}: good`);
  } catch (thrown) {
    fail(name, thrown);
  }
}

function fail(name: string, thrown: unknown): void {
  count.failed++;
  console.log(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
}

function skip(name: string, reason: string): void {
  count.skipped++;
  console.log(`${name}: skipped, ${reason}`);
}
