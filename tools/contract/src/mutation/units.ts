import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { DaemonVersion } from "@repowire/protocol";
import { checkGroup } from "../runner/check-group.ts";
import { gapOf, problemsBesideGaps } from "../runner/gaps.ts";
import { scenariosFor } from "../runner/run-group.ts";
import type { Group } from "../runner/scenario.ts";
import { groups } from "../scenarios/index.ts";
import { fakeGaps } from "../targets/fake-gaps.ts";
import type { openFakeTarget } from "../targets/fake-target.ts";
import { recorded } from "../targets/releases.ts";
import { DAEMON, type Flip } from "./flips.ts";

/** What is run alone: a scenario, or the scenarios of a group that run together. */
export interface Unit {
  /** `0.17.0 asks/self-ask` */
  readonly name: string;
  readonly release: DaemonVersion;
  readonly group: Group;
  readonly only: (name: string) => boolean;
}

/** A copy of the fake, perhaps with a flip. */
interface Copy {
  readonly openFakeTarget: typeof openFakeTarget;
}

const FAKE = new URL("../../../../packages/testing/src/", import.meta.url).href;
/** The end of the URLs of a copy's modules. */
const COPY = "?copy=";
/** Real milliseconds after which a unit counts as stuck. */
const LIMIT = 20_000;

const plainSources = new Map<string, string>();
const flippedSources = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const [, copy] = context.parentURL?.split(COPY) ?? [];
    return copy !== undefined && found.url.startsWith(FAKE)
      ? { ...found, url: found.url + COPY + copy }
      : found;
  },
  load(url, context, next) {
    const [file = ""] = url.split(COPY);
    if (file === url) return next(url, context);
    const source = flippedSources.get(url) ?? plainSource(file);
    return { format: "module", source, shortCircuit: true };
  },
});

function plainSource(file: string): string {
  const known = plainSources.get(file);
  if (known !== undefined) return known;
  const source = stripTypeScriptTypes(readFileSync(new URL(file), "utf8"));
  plainSources.set(file, source);
  return source;
}

/** Loads the fake again, with a flip if one is given. */
export async function loadCopy(number: number, flip?: Flip): Promise<Copy> {
  if (flip) {
    const file = new URL(flip.file, DAEMON);
    const lines = readFileSync(file, "utf8").split("\n");
    lines[flip.line - 1] = flip.after;
    flippedSources.set(file.href + COPY + number, stripTypeScriptTypes(lines.join("\n")));
  }
  return (await import(`../targets/fake-target.ts${COPY}${number}`)) as Copy;
}

/** Everything that can be run, except scenarios in which the fake differs from its release. */
export function allUnits(): Unit[] {
  return recorded.flatMap((release) =>
    groups.flatMap((group): Unit[] => {
      const ids = scenariosFor(group, release)
        .map(({ id }) => `${group.name}/${id}`)
        .filter((name) => !gapOf(fakeGaps, name, release));
      const unit = (names: readonly string[], name: string): Unit => {
        return { name: `${release} ${name}`, release, group, only: (one) => names.includes(one) };
      };
      if (ids.length === 0) return [];
      return group.together ? [unit(ids, group.name)] : ids.map((id) => unit([id], id));
    }),
  );
}

/** Runs a unit on a copy of the fake. Returns the first problem. */
export async function run(copy: Copy, unit: Unit): Promise<string | undefined> {
  const { release, group, only } = unit;
  const check = async () => {
    const target = await copy.openFakeTarget(release, group, "in process");
    try {
      const verdicts = await checkGroup(group, target, { only });
      return verdicts.flatMap((verdict) => problemsBesideGaps(verdict, fakeGaps, release))[0];
    } finally {
      await target.close();
    }
  };
  const late = new AbortController();
  const options = { signal: late.signal, ref: true };
  try {
    return await Promise.race([
      check(),
      sleep(LIMIT, `it did not end within ${LIMIT / 1000} s`, options),
    ]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    late.abort();
    // Rejections that nobody handles are reported in the next turn.
    await turn();
  }
}

/** For each flip the units that reach it, the quickest first. */
export async function unitsReaching(flips: readonly Flip[]): Promise<string[][]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const reached = flips.map((): { name: string; time: number }[] => []);
  const take = async () => (await session.post("Profiler.takePreciseCoverage")).result;
  const copy = await loadCopy(0);
  const loading = positionsOf(await take());
  // Lines outside of functions run when a module is loaded, before any unit.
  const onLoad = flips.map(({ file, offset }) => loading.get(file)?.(offset) ?? false);
  const facts = await watchFacts();
  for (const unit of allUnits()) {
    const started = performance.now();
    const problem = await run(copy, unit);
    const time = performance.now() - started;
    if (problem !== undefined) throw new Error(`Nothing is flipped, and ${unit.name}: ${problem}`);
    const covered = positionsOf(await take());
    for (const [index, { file, before, offset }] of flips.entries()) {
      const [, fact] = /^releases\/.*?\.ts\n {2}(\w+):/.exec(`${file}\n${before}`) ?? [];
      const reaches =
        fact !== undefined && onLoad[index]
          ? facts.has(fact)
          : onLoad[index]
            ? covered.has(file)
            : (covered.get(file)?.(offset) ?? false);
      if (reaches) reached[index]!.push({ name: unit.name, time });
    }
    facts.clear();
  }
  session.disconnect();
  return reached.map((units) =>
    units.toSorted((left, right) => left.time - right.time).map(({ name }) => name),
  );
}

/** The names of the facts that were read. The set is emptied by its reader. */
async function watchFacts(): Promise<Set<string>> {
  const seen = new Set<string>();
  const { releases } = (await import(`${DAEMON.href}releases/index.ts${COPY}0`)) as {
    releases: Record<string, object>;
  };
  for (const [version, facts] of Object.entries(releases)) {
    releases[version] = new Proxy(facts, {
      get: (target, name) => {
        seen.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
  }
  return seen;
}

interface Script {
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly { startOffset: number; endOffset: number; count: number }[];
  }[];
}

/** For each file that ran: whether the code at an offset ran. */
function positionsOf(scripts: readonly Script[]): Map<string, (offset: number) => boolean> {
  return new Map(
    scripts
      .filter(({ url }) => url.startsWith(DAEMON.href) && url.endsWith(`${COPY}0`))
      .map(({ url, functions }) => {
        const ranges = functions.flatMap((one) => one.ranges);
        const ran = (offset: number) => {
          const around = ranges.filter(
            ({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset,
          );
          const size = (range: (typeof ranges)[0]) => range.endOffset - range.startOffset;
          const [inner] = around.toSorted((left, right) => size(left) - size(right));
          return (inner?.count ?? 0) > 0;
        };
        return [url.slice(DAEMON.href.length, -`${COPY}0`.length), ran] as const;
      }),
  );
}
