// Compares the public API of the package in the current folder with the reports in its `etc`, one
// for each entry point with types. With --update, writes the reports instead. Refuses exports that
// name what is not exported, and exports that say nothing of themselves.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import {
  type ExtractorLogLevel,
  Extractor,
  ExtractorConfig,
  type IConfigFile,
} from "@microsoft/api-extractor";

import { entryPoints } from "./entry-points.ts";

const update = process.argv.includes("--update");
const folder = process.cwd();
const temporary = mkdtempSync(join(tmpdir(), "api-report-"));

try {
  mkdirSync("etc", { recursive: true });
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { name: string };
  const entries = entryPoints(folder).filter((entry) => entry.types !== undefined);
  const sound = entries.map((entry) =>
    report(nameOf(manifest.name, entry.name), entry.types ?? ""),
  );
  const stale = staleReports(entries.map((entry) => nameOf(manifest.name, entry.name)));
  if (!sound.every(Boolean) || stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true });
}

/** `@repowire/protocol` and `./validate` make `protocol-validate`. */
function nameOf(packageName: string, entry: string): string {
  return `${packageName.replace(/^@.*\//, "")}${entry.slice(1).replaceAll("/", "-")}`;
}

function report(name: string, types: string): boolean {
  const config = ExtractorConfig.prepare({
    configObject: configuration(name, types),
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve("package.json"),
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      message.handled = message.logLevel === ("none" as ExtractorLogLevel) || isRoutine(message);
    },
  });
  if (apiReportChanged) {
    const file = `etc/${name}.api.md`;
    console.error(
      update ? `${file} is new` : `${file} is out of date; see it with: pnpm run api:update`,
    );
  }
  const silent = undocumented(readFileSync(join(temporary, `${name}.api.md`), "utf8"));
  for (const symbol of silent) console.error(`${name}: ${symbol} has no documentation`);
  return succeeded && silent.length === 0;
}

/** The exported names that nothing is said about. A schema says what its type says. */
function undocumented(apiReport: string): string[] {
  const declaration =
    /^\/\/ @public \(undocumented\)\nexport (?:declare |abstract )*(?:const|class|function|interface|type) (\w+)/gm;
  return [...apiReport.matchAll(declaration)]
    .map(([, symbol]) => symbol ?? "")
    .filter((symbol) => !symbol.endsWith("Schema"));
}

function isRoutine({ messageId }: { messageId: string }): boolean {
  return messageId === "console-preamble" || messageId.startsWith("console-api-report");
}

function configuration(name: string, types: string): IConfigFile {
  const silent = { logLevel: "none" as ExtractorLogLevel };
  const failing = { default: { logLevel: "warning" as ExtractorLogLevel } };
  return {
    projectFolder: folder,
    mainEntryPointFilePath: resolve(types),
    // Its own compiler reads the declarations; it knows nothing of the options of ours.
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
          strict: true,
          skipLibCheck: true,
          types: ["node"],
        },
        files: [resolve(types)],
      },
    },
    apiReport: {
      enabled: true,
      reportFileName: name,
      reportFolder: resolve("etc"),
      reportTempFolder: temporary,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: failing,
      extractorMessageReporting: {
        ...failing,
        "ae-missing-release-tag": silent,
        // The report says it too, and `undocumented` reads it there.
        "ae-undocumented": silent,
      },
      tsdocMessageReporting: failing,
    },
  };
}

function staleReports(names: string[]): string[] {
  const known = names.map((name) => `${name}.api.md`);
  const stale = readdirSync("etc").filter((file) => !known.includes(file));
  for (const file of stale) {
    if (update) rmSync(join("etc", file));
    else console.error(`etc/${file} belongs to no entry point; remove it`);
  }
  return update ? [] : stale;
}
