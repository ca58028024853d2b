import { setTimeout as sleep } from "node:timers/promises";
import { ContractFailure } from "../stage/contract-failure.ts";
import { Barrier } from "./barrier.ts";
import { RepairWindow } from "./repair-window.ts";
import type { Group, Scenario } from "./scenario.ts";
import { Stage } from "../stage/stage.ts";
import { familyOf, isAtLeast, type Target } from "../targets/target.ts";
import type { Entry } from "../stage/transcript.ts";

/** Real milliseconds after which a scenario counts as stuck. */
const LIMIT = 200_000;

/** The outcome of one scenario. */
export interface ScenarioResult {
  /** `asks/bare-re-ack-is-200` */
  readonly name: string;
  /** The error, if it failed. */
  readonly error?: Error;
  readonly transcript: readonly Entry[];
  /** Its calls, such as `GET /peers/…`. */
  readonly calls: readonly string[];
}

/** The options of a run. */
export interface RunOptions {
  /** Tells by its full name whether a scenario runs. Default: all run. */
  readonly only?: (name: string) => boolean;
}

/** The scenarios of a group that a release has. */
export function scenariosFor(group: Group, version: string): Scenario[] {
  return group.scenarios.filter(
    ({ since, until, on = familyOf(version) }) =>
      on === familyOf(version) &&
      (since === undefined || isAtLeast(version, since)) &&
      (until === undefined || isAtLeast(until, version)),
  );
}

/** The scenarios of a group by their full names. Without a release, the scenarios of all releases. */
export function scenarioNames(group: Group, version?: string): [string, Scenario][] {
  const scenarios = version === undefined ? group.scenarios : scenariosFor(group, version);
  return scenarios.map((scenario) => [nameOf(group, scenario.id), scenario]);
}

/** Runs the scenarios of a group one by one, or together if the group says so. */
export async function runGroup(
  group: Group,
  target: Target,
  { only = () => true }: RunOptions = {},
): Promise<ScenarioResult[]> {
  const window = RepairWindow.of(target);
  const scenarios = scenariosFor(group, target.version).filter(({ id }) => only(nameOf(group, id)));
  const restart = async (options?: { readonly crash?: boolean }) => {
    await target.restart?.(options);
    window.forget();
  };
  if (group.together) {
    const restartAndRepair = () => restart().then(() => window.keepShut());
    const action = group.together === "restart" ? restartAndRepair : () => window.repair();
    const barrier = new Barrier(action);
    if (group.together === "restart") await window.keepShut();
    for (const _scenario of scenarios) barrier.join();
    const arrive = () => barrier.arrive();
    return Promise.all(
      scenarios.map(async (scenario) => {
        const rule = isRuleOf(scenario, target);
        const stage = new Stage(target, { repair: arrive, restart: arrive, others: true, rule });
        return runScenario(group, scenario, stage).finally(() => barrier.leave());
      }),
    );
  }
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    await window.keepShut();
    const rule = isRuleOf(scenario, target);
    const stage = new Stage(target, { repair: () => window.repair(), restart, rule });
    results.push(await runScenario(group, scenario, stage));
  }
  return results;
}

/** @throws ContractFailure if a scenario takes too long. */
async function inTime(steps: Promise<void>): Promise<void> {
  const late = new AbortController();
  const options = { signal: late.signal, ref: false };
  const limit = sleep(LIMIT, undefined, options).then(
    () => Promise.reject(new ContractFailure(`it did not finish within ${LIMIT / 1000} s`)),
    () => {},
  );
  try {
    await Promise.race([steps, limit]);
  } finally {
    late.abort();
    steps.catch(() => {});
  }
}

async function runScenario(
  group: Group,
  { id, steps }: Scenario,
  stage: Stage,
): Promise<ScenarioResult> {
  let error: Error | undefined;
  let transcript: Entry[] = [];
  try {
    await stage.begin();
    await inTime(steps(stage));
  } catch (reason) {
    error = reason instanceof Error ? reason : new ContractFailure(String(reason));
  }
  const calls = [...stage.caller.calls];
  try {
    transcript = await stage.finish();
  } catch (reason) {
    error ??= reason as Error;
  }
  await stage.cleanUp().catch((reason: unknown) => {
    error ??= reason as Error;
  });
  return { name: nameOf(group, id), ...(error && { error }), transcript, calls };
}

function isRuleOf({ ruleOf }: Scenario, { version }: Target): boolean {
  return ruleOf === undefined || ruleOf === familyOf(version);
}

function nameOf(group: Group, id: string): string {
  return `${group.name}/${id}`;
}
