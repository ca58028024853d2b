import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { buildSync } from "esbuild";

import { type Spread, spread } from "./pairs.ts";

/**
 * The time that the check of 10,000 peers adds to JSON.parse in a page that forbids code generation.
 */
export async function browserRatio(
  browser: string,
  project: string,
  rounds: number,
): Promise<Spread> {
  buildSync({
    absWorkingDir: project,
    entryPoints: ["page.ts"],
    outfile: "bundled-page.js",
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
  });
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const server = createServer((request, response) => {
    const [path] = (request.url ?? "").split("?");
    if (path === "/page.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(readFileSync(join(project, "bundled-page.js")));
    } else if (path === "/result") {
      let text = "";
      request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      request.on("end", () => resolve(JSON.parse(text) as Result));
      response.end();
    } else {
      response.setHeader("content-type", "text/html");
      response.setHeader("content-security-policy", "default-src 'self'; script-src 'self'");
      response.end('<!doctype html><script type="module" src="/page.js"></script>');
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"];
  const page = spawn(
    browser,
    [
      ...flags,
      "--disable-background-networking",
      "--disable-component-update",
      `--user-data-dir=${join(project, "profile")}`,
      `http://127.0.0.1:${port}/?rounds=${rounds}`,
    ],
    { stdio: "ignore", env: { ...process.env, HOME: project, TMPDIR: project } },
  );
  page.on("error", reject);
  const late = setTimeout(() => reject(new Error("the page sent nothing")), 120_000);
  const ended = new Promise((closed) => page.on("close", closed));
  try {
    const { forbidden, ratios } = await promise;
    if (!forbidden) throw new Error("the page did not forbid code generation");
    return spread(ratios);
  } finally {
    clearTimeout(late);
    page.kill();
    await ended;
    server.close();
    server.closeAllConnections();
  }
}

interface Result {
  readonly forbidden: boolean;
  readonly ratios: readonly number[];
}
