// Measures the cost of the packed packages, each beside the same work without them, in the same run:
// `pnpm bench`, or with words of titles for a part of it. Tests guard the sizes. Times are only
// printed, beside their targets.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findBrowser, noBrowser } from "../../packages/client/test/runtimes/find-browser.ts";
import { run } from "../consumers/checks.ts";
import { writeJson } from "../consumers/project.ts";
import { sizeOf, sizeRows } from "../sizes.ts";
import { pack } from "../tarball.ts";
import { browserRatio } from "./browser.ts";
import { type Outcome, type Spread, compare, printedNumber, wholeProcess } from "./pairs.ts";

interface Row {
  readonly title: string;
  readonly target: string;
  readonly measure: () => Promise<string> | string;
}

const root = join(import.meta.dirname, "../..");
const names = ["protocol", "client", "testing"];
/** The measured programs. */
const programs = {
  client: ["cold-fetch.ts", "cold-client.ts", "streams.ts", "events.ts"],
  protocol: ["peers.ts", "check-peers.ts", "page.ts"],
};
const wanted = process.argv.slice(2);
const project = mkdtempSync(join(tmpdir(), "bench-"));
const server = spawn(process.execPath, [join(root, "packages/client/bench/server.ts")], {
  stdio: ["pipe", "pipe", "inherit"],
});

try {
  await install();
  const url = await firstLine();
  const rows: readonly Row[] = [
    ...sizeRows.map((row) => ({
      title: `bundle of ${row.what}, bytes after minify and gzip`,
      target: `at most ${row.goal ?? row.atMost}`,
      measure: async () => String(await sizeOf(row)),
    })),
    {
      title: "checking 10,000 peers in Node, beside JSON.parse",
      target: "1.05 x",
      measure: () => ratio(peers(9)),
    },
    {
      title: "checking 10,000 peers in Chromium, beside JSON.parse, without code generation",
      target: "1.3 x",
      measure: async () => {
        const browser = findBrowser();
        if (browser === undefined) return noBrowser;
        return times(await browserRatio(browser, project, 15));
      },
    },
    {
      title: "a cold process to its first checked health(), beside fetch",
      target: "+25 ms",
      measure: () =>
        added(
          compare(
            {
              without: () => wholeProcess(["cold-fetch.ts", url], project),
              with: () => wholeProcess(["cold-client.ts", url], project),
            },
            21,
          ),
        ),
    },
    ...["client", "testing"].map((name) => ({
      title: `importing @repowire/${name}, beside an empty process`,
      target: name === "client" ? "+30 ms" : "+60 ms",
      measure: () =>
        added(
          compare(
            {
              without: () => wholeProcess(["empty.ts"], project),
              with: () => wholeProcess([`import-${name}.ts`], project),
            },
            21,
          ),
        ),
    })),
    {
      title:
        "events through eventStream(), beside the parser and JSON.parse (their time over ours)",
      target: "0.85",
      measure: () => inverse(events(9)),
    },
  ];
  for (const { title, target, measure } of rows) {
    if (wanted.length > 0 && !wanted.some((word) => title.includes(word))) continue;
    console.log(`${title}: ${await measure()} (target ${target})`);
  }
} finally {
  server.stdin.end();
  rmSync(project, { recursive: true });
}

/** A project with the packed packages and the measured programs. */
async function install(): Promise<void> {
  const tarballs = Object.fromEntries(
    names.map((name) => [
      `@repowire/${name}`,
      `file:${pack(join(root, "packages", name), project).path}`,
    ]),
  );
  writeJson(join(project, "package.json"), {
    type: "module",
    dependencies: { ...tarballs, "eventsource-parser": "^4.1.3" },
    overrides: tarballs,
  });
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-update-notifier"], project);
  for (const [name, files] of Object.entries(programs)) {
    for (const file of files) {
      cpSync(join(root, "packages", name, "bench", file), join(project, file));
    }
  }
  writeFileSync(join(project, "empty.ts"), "export {};\n");
  for (const name of names) {
    writeFileSync(join(project, `import-${name}.ts`), `import "@repowire/${name}";\n`);
  }
}

function peers(rounds: number): Outcome {
  return compare(
    {
      without: () => printedNumber(["check-peers.ts", "parse"], project),
      with: () => printedNumber(["check-peers.ts", "check"], project),
    },
    rounds,
  );
}

function events(rounds: number): Outcome {
  return compare(
    {
      without: () => printedNumber(["events.ts", "the parser and JSON.parse"], project),
      with: () => printedNumber(["events.ts", "client.eventStream"], project),
    },
    rounds,
  );
}

function ratio({ ratio: value }: Outcome): string {
  return times(value);
}

function inverse({ ratio: { low, median, high } }: Outcome): string {
  return `${(1 / median).toFixed(2)} (${(1 / high).toFixed(2)} to ${(1 / low).toFixed(2)})`;
}

function times({ low, median, high }: Spread): string {
  return `${median.toFixed(2)} x (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function added({ difference: { low, median, high }, without }: Outcome): string {
  return `+${median.toFixed(0)} ms (${low.toFixed(0)} to ${high.toFixed(0)}) on ${without.toFixed(0)} ms`;
}

async function firstLine(): Promise<string> {
  for await (const data of server.stdout) return String(data).trim();
  throw new Error("the server did not start");
}
