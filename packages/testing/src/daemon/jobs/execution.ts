import type { ParamsOf } from "@repowire/protocol";
import { isHashable, pythonDict } from "../python-text.ts";
import { breakDown, refuse } from "../refusal.ts";
import type { Execution, JsonObject } from "../state.ts";

/** The execution settings of a new job, with their defaults. */
export function executionOf(params: ParamsOf<"createJob">, assigned: string | null): Execution {
  // The fake has no files to read.
  if (params.prompt_file) breakDown();
  const given = pythonDict(params.request?.["execution"]) as Partial<
    Record<keyof Execution, unknown>
  >;
  const part = (name: "prompt" | "target" | "schedule" | "delivery") => pythonDict(given[name]);
  const target = {
    ...part("target"),
    ...(params.path != null && { path: params.path }),
    ...(params.backend != null && { backend: params.backend }),
    ...(params.profile != null && { profile: params.profile }),
    ...(assigned !== null && { assigned_peer_id: assigned }),
  };
  const delivery: JsonObject = { kind: "ask", ...part("delivery") };
  if (params.result_surface != null) delivery["result_surface"] = params.result_surface;
  const schedule = part("schedule");
  if (params.due_at != null) schedule["due_at"] = params.due_at;
  const scope = scopeOf(params, given["process_scope"], target, assigned);
  const continuity = continuityOf(params, given["continuity"], scope);
  return {
    ...(given as Partial<Execution>),
    ...(scope !== undefined && { process_scope: scope }),
    ...(continuity !== undefined && { continuity }),
    prompt: promptOf(params, part("prompt")),
    target,
    schedule,
    delivery,
  };
}

function promptOf({ prompt, title = "" }: ParamsOf<"createJob">, given: JsonObject): JsonObject {
  if (prompt != null) return { ...given, body: prompt, source: "inline" };
  if (Object.keys(given).length > 0) return given;
  return { body: title, source: "title" };
}

function scopeOf(
  params: ParamsOf<"createJob">,
  given: unknown,
  target: JsonObject,
  assigned: string | null,
): string | undefined {
  if (!isHashable(given)) breakDown();
  let scope = (params.process_scope || given) as string | undefined;
  if (!scope && assigned === null && target["path"] && target["backend"]) scope = "per_fire";
  if (scope === "per-fire") scope = "per_fire";
  if (!scope) return undefined;
  if (scope === "per_fire" || scope === "persistent") return scope;
  refuse(400, "process_scope must be one of: per_fire, persistent");
}

function continuityOf(
  params: ParamsOf<"createJob">,
  given: unknown,
  scope: string | undefined,
): string | undefined {
  if (!isHashable(given)) breakDown();
  let continuity = (params.continuity || given) as string | undefined;
  if (!continuity && scope === "per_fire") continuity = params.cron ? "resume" : "fresh";
  if (!continuity) return undefined;
  if (continuity === "resume" || continuity === "fresh") return continuity;
  refuse(400, "continuity must be one of: resume, fresh");
}
