import type { ParamsOf } from "@repowire/protocol";
import { isRecord } from "../../support.ts";
import { refuse } from "../refusal.ts";
import type { Execution, JsonObject } from "../state.ts";

/** The execution settings of a new job as the Go daemon reads them: any value of a wrong type is empty. */
export function goExecution(params: ParamsOf<"createJob">, assigned: string | null): Execution {
  const given = objectOf(params.request?.["execution"]);
  const { title = "", prompt, path, backend, profile, due_at, result_surface } = params;
  const sentPrompt = objectOf(given["prompt"]);
  const target = {
    ...objectOf(given["target"]),
    ...(path != null && { path }),
    ...(backend != null && { backend }),
    ...(profile != null && { profile }),
    ...(assigned !== null && { assigned_peer_id: assigned }),
  };
  let scope = params.process_scope ?? textOf(given["process_scope"]);
  const hasTarget = target["path"] != null && target["backend"] != null;
  if (scope === "" && assigned === null && hasTarget) scope = "per_fire";
  if (scope === "per-fire") scope = "per_fire";
  if (!["", "per_fire", "persistent"].includes(scope)) {
    refuse(400, "process_scope must be one of: per_fire, persistent");
  }
  let continuity = params.continuity ?? textOf(given["continuity"]);
  if (continuity === "" && scope === "per_fire") {
    continuity = params.cron != null ? "resume" : "fresh";
  }
  if (!["", "resume", "fresh"].includes(continuity)) {
    refuse(400, "continuity must be one of: resume, fresh");
  }
  return {
    ...given,
    ...(scope !== "" && { process_scope: scope }),
    ...(continuity !== "" && { continuity }),
    prompt:
      prompt != null
        ? { ...sentPrompt, body: prompt, source: "inline" }
        : Object.keys(sentPrompt).length > 0
          ? sentPrompt
          : { body: title, source: "title" },
    target,
    schedule: { ...objectOf(given["schedule"]), ...(due_at != null && { due_at }) },
    delivery: {
      kind: "ask",
      ...objectOf(given["delivery"]),
      ...(result_surface != null && { result_surface }),
    },
  };
}

function objectOf(value: unknown): JsonObject {
  return isRecord(value) ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
