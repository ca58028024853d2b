// Compares the public API of the package in the current folder with the reports in its `etc`, one for
// each entry point with types. With --update, writes the reports instead. Fails for symbols that a user
// cannot name, and for symbols without documentation.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import {
  CompilerState,
  type ExtractorLogLevel,
  type ExtractorMessage,
  Extractor,
  ExtractorConfig,
  type IConfigFile,
} from "@microsoft/api-extractor";

import { reportOffences } from "./api-report-offences.ts";
import { typedEntryPoints } from "./entry-points.ts";
import { exportedNames } from "./exported-names.ts";

/** A user of the client needs no second package to name its parameters and results. */
const alone = ["@repowire/client"];

const update = process.argv.includes("--update");
const folder = process.cwd();
const { name: packageName } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string };
const temporary = mkdtempSync(join(tmpdir(), "api-report-"));
/** The name of the report on each entry, the name by which programs import it, and its declarations. */
const entries = typedEntryPoints(folder).map(({ name, types }) => ({
  name: nameOf(name),
  module: packageName + name.slice(1),
  types: resolve(readable(types)),
}));
/** What the compiler knows of all entries: it reads the declarations once. */
let compilerState: CompilerState | undefined;

try {
  mkdirSync("etc", { recursive: true });
  const known = new Set<string>();
  for (const { name, types } of entries) if (!report(name, types, known)) process.exitCode = 1;
  removeOthers(entries.map(({ name }) => name));
} finally {
  rmSync(temporary, { recursive: true });
}

/** `./validate` of `@repowire/protocol` makes `protocol-validate`. */
function nameOf(entry: string): string {
  return `${packageName.replace(/^@.*\//, "")}${entry.slice(1).replaceAll("/", "-")}`;
}

/** Reports on one entry. `known` are the names that the entries before it export. */
function report(name: string, types: string, known: Set<string>): boolean {
  const config = ExtractorConfig.prepare({
    configObject: configuration(name, types, known.size === 0),
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve("package.json"),
  });
  // Its own verdict also counts the messages that are handled here.
  let complaints = 0;
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    compilerState: (compilerState ??= CompilerState.create(config)),
    messageCallback(message) {
      message.handled = isRoutine(message) || isToldElsewhere(message, known);
      if (!message.handled) complaints += 1;
    },
  });
  const file = `etc/${name}.api.md`;
  if (apiReportChanged) {
    console.error(
      update ? `${file} is new` : `${file} is out of date; pnpm run api:update writes it`,
    );
  }
  const text = readFileSync(join(temporary, `${name}.api.md`), "utf8");
  for (const exported of exportedNames(text)) known.add(exported);
  const offences = reportOffences(text, known, { alone: alone.includes(packageName) });
  for (const offence of offences) console.error(`${name}: ${offence}`);
  return complaints === 0 && offences.length === 0 && (update || !apiReportChanged);
}

function isRoutine({ messageId, logLevel }: ExtractorMessage): boolean {
  return logLevel === ("none" as ExtractorLogLevel) || messageId.startsWith("console-");
}

/** The other reports leave out what the first report contains. */
function isToldElsewhere({ messageId, text }: ExtractorMessage, known: Set<string>): boolean {
  const [, symbol = ""] = /"(\w+)"/.exec(text) ?? [];
  return messageId === "ae-forgotten-export" && (known.size === 0 || known.has(symbol));
}

/** The build keeps the declarations of `dist` in `.api` as they were before it made them small. */
function readable(declarations: string): string {
  return declarations.replace(/^(\.\/)?dist\//, ".api/");
}

function configuration(name: string, types: string, isFirst: boolean): IConfigFile {
  const silent = { logLevel: "none" as ExtractorLogLevel };
  const failing = { default: { logLevel: "warning" as ExtractorLogLevel } };
  return {
    projectFolder: folder,
    newlineKind: "lf",
    mainEntryPointFilePath: types,
    // Its own compiler reads the declarations. It does not know the options of our compiler.
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"],
          strict: true,
          skipLibCheck: true,
          types: ["node"],
          // A package that names itself means the same files.
          paths: Object.fromEntries(entries.map((entry) => [entry.module, [entry.types]])),
        },
        files: entries.map((entry) => entry.types),
      },
    },
    apiReport: {
      enabled: true,
      // The methods of a base class are public, even if the class is not exported.
      includeForgottenExports: isFirst,
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
        // The report contains this too, and it is read there.
        "ae-undocumented": silent,
        // A link to an export of another entry is fine.
        "ae-unresolved-link": silent,
      },
      tsdocMessageReporting: failing,
    },
  };
}

/** Removes reports of entries that no longer exist. */
function removeOthers(names: string[]): void {
  const known = names.map((name) => `${name}.api.md`);
  const reports = readdirSync("etc").filter((file) => file.endsWith(".api.md"));
  for (const file of reports.filter((one) => !known.includes(one))) {
    if (update) {
      rmSync(join("etc", file));
    } else {
      console.error(`etc/${file} belongs to no entry point; pnpm run api:update removes it`);
      process.exitCode = 1;
    }
  }
}
