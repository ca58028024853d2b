import type { ParamsOf } from "@repowire/protocol";
import { isRecord } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import { isHashable, pythonDict } from "../python-text.ts";
import { breakDown, refuse } from "../refusal.ts";
import type { Execution, JsonObject } from "../state.ts";

/** Reads settings of any type as Python does: it takes what it can, and fails otherwise. */
const coerced = {
  object: pythonDict,
  text: (value: unknown) => (isHashable(value) ? (value as string | undefined) : breakDown()),
};

/** Reads only settings of the right type. Others count as missing. */
const typed = {
  object: (value: unknown): JsonObject => (isRecord(value) ? { ...value } : {}),
  text: (value: unknown) => (typeof value === "string" ? value : undefined),
};

/** The execution settings of a new job, with their defaults. */
export function executionOf(
  daemon: Daemon,
  params: ParamsOf<"createJob">,
  assigned: string | null,
): Execution {
  const { emptyIsChosen, jobSettingsAreTyped } = daemon.facts;
  const { object, text } = jobSettingsAreTyped ? typed : coerced;
  const { title = "", prompt, path, backend, profile, due_at, result_surface, cron } = params;
  // The fake has no files to read.
  if (params.prompt_file) breakDown();
  const given: Partial<Record<keyof Execution, unknown>> = object(params.request?.["execution"]);
  const target = {
    ...object(given.target),
    ...(path != null && { path }),
    ...(backend != null && { backend }),
    ...(profile != null && { profile }),
    ...(assigned !== null && { assigned_peer_id: assigned }),
  };
  const [delivery, schedule, sentPrompt] = [given.delivery, given.schedule, given.prompt].map(
    object,
  );
  const isGiven = (value: unknown) => (emptyIsChosen ? value != null : Boolean(value));
  const chosen = (value: string | null | undefined, other: unknown) => {
    const usual = text(other);
    return isGiven(value) ? value : usual;
  };
  const hasTarget = isGiven(target["path"]) && isGiven(target["backend"]);
  let scope = chosen(params.process_scope, given.process_scope);
  if (!scope && assigned === null && hasTarget) scope = "per_fire";
  if (scope === "per-fire") scope = "per_fire";
  checkChoice("process_scope", scope, ["per_fire", "persistent"]);
  let continuity = chosen(params.continuity, given.continuity);
  if (!continuity && scope === "per_fire") continuity = isGiven(cron) ? "resume" : "fresh";
  checkChoice("continuity", continuity, ["resume", "fresh"]);
  return {
    ...(given as Partial<Execution>),
    ...(scope && { process_scope: scope }),
    ...(continuity && { continuity }),
    prompt: promptOf(prompt, title, sentPrompt!),
    target,
    schedule: { ...schedule, ...(due_at != null && { due_at }) },
    delivery: { kind: "ask", ...delivery, ...(result_surface != null && { result_surface }) },
  };
}

function promptOf(prompt: string | null | undefined, title: string, given: JsonObject): JsonObject {
  if (prompt != null) return { ...given, body: prompt, source: "inline" };
  return Object.keys(given).length > 0 ? given : { body: title, source: "title" };
}

function checkChoice(
  name: string,
  value: string | null | undefined,
  known: readonly string[],
): void {
  if (!value || known.includes(value)) return;
  refuse(400, `${name} must be one of: ${known.join(", ")}`);
}
