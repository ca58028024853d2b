import type { EndpointName } from "@repowire/protocol";

import { Refusal } from "../../daemon/refusal.ts";
import { isRecord } from "../../support.ts";
import type { Place } from "../manner.ts";
import { placesOf } from "../router.ts";
import { parameters } from "../generated/parameters.ts";
import type { Parameter } from "../parameter.ts";
import { type WireRequest, bytesOf } from "../wire.ts";
import { DecodeError, Overflow, decodeFirst } from "./decode.ts";

/** The Go types that bodies are decoded into. The other routes do not read their body. */
const structs: Partial<Record<EndpointName, string>> = {
  ack: "AckRequest",
  answer: "AnswerRequest",
  ask: "AskRequest",
  askBlocking: "askBlockingRequest",
  askMany: "AskManyRequest",
  broadcast: "broadcastRequest",
  cancelJob: "workCancelRequest",
  claimRole: "ClaimRoleRequest",
  createJob: "workCreateRequest",
  createSchedule: "scheduleCreateRequest",
  decline: "DeclineRequest",
  forkBackend: "ForkBackendRequest",
  killPeer: "KillPeerRequest",
  ingestChatTurn: "chatTurnRequest",
  ingestChatTurnDelta: "chatTurnDeltaRequest",
  notify: "notifyRequest",
  notifySession: "sessionNotifyRequest",
  query: "QueryRequest",
  registerPeer: "RegisterPeerRequest",
  rehookPeer: "RehookPeerRequest",
  restartPeer: "RestartPeerRequest",
  resumeSession: "sessionResumeRequest",
  setDescription: "SetDescriptionRequest",
  updateJob: "workUpdateRequest",
  spawn: "SpawnRequest",
  updateSession: "SessionUpdateRequest",
  waitOnAsk: "AskWaitRequest",
};

/** Bodies that are read without a type. */
const lenient: ReadonlySet<EndpointName> = new Set([
  ...(["markPeerOffline", "unregisterPeer", "validateIdentity"] as const),
]);

/** How a route refuses a body that cannot be decoded. */
const malformed: Partial<Record<EndpointName, readonly [status: number, words: string]>> = {
  ingestChatTurn: [422, "malformed chat turn"],
  ingestChatTurnDelta: [422, "malformed chat delta"],
};

/** The types of objects within a body that have only texts, by their route and field. */
const inner: Readonly<Record<string, readonly [type: string, ...texts: string[]]>> = {
  "askBlocking.options": ["askBlockingOption", "id", "title"],
  "ingestChatTurn.tool_calls": ["toolCallInfo", "name", "input"],
  "ingestChatTurnDelta.tool_call": ["toolCallInfo", "name", "input"],
};

/** Go types that have a name of their own, by their route and field. */
const namedTypes: Readonly<Record<string, string>> = {
  "registerPeer.backend": "proto.AgentType",
  "registerPeer.role": "proto.PeerRole",
  "registerPeer.turn_state": "proto.TurnState",
  "claimRole.role": "proto.PeerRole",
  "forkBackend.new_backend": "proto.AgentType",
  "spawn.backend": "proto.AgentType",
  "spawn.role": "proto.PeerRole",
  "askBlocking.options": "[]hub.askBlockingOption",
  "ingestChatTurn.tool_calls": "[]hub.toolCallInfo",
  "ingestChatTurnDelta.tool_call": "hub.toolCallInfo",
};

/** Reads the path, the query and the body. Missing fields of a body get Go's zero value. */
export function readParams(
  place: Place,
  request: WireRequest,
  ignoredFields: readonly string[],
): Record<string, unknown> {
  const { endpoint, path, pathParams } = place;
  const fields = Object.entries(parameters[endpoint.name].fields).filter(
    ([name]) => !ignoredFields.includes(name),
  );
  const placeOf = placesOf(endpoint, { path, method: request.method });
  const query = queryOf(request.target);
  const hasBody = request.method === "POST" || request.method === "PATCH";
  const body = hasBody && endpoint.body !== "multipart" ? readBody(endpoint.name, request) : {};
  const params: Record<string, unknown> = { ...pathParams };
  // The first wrong value of a body is the one that the answer is about.
  for (const [key, value] of Object.entries(body)) {
    const name = key.toLowerCase();
    const parameter = fields.find(([field]) => field === name)?.[1];
    if (parameter && placeOf(name) === "body") decoded(endpoint.name, name, parameter, value);
  }
  for (const [name, parameter] of fields) {
    const place = placeOf(name);
    if (place === "path") continue;
    const value =
      place === "query"
        ? fromQuery(query.getAll(name).at(0), parameter)
        : decoded(endpoint.name, name, parameter, field(body, name));
    if (value !== undefined) params[name] = value;
    else if (!parameter.optional) params[name] = zeroOf(parameter);
  }
  return params;
}

function readBody(name: EndpointName, request: WireRequest): Record<string, unknown> {
  const struct = structs[name];
  if (struct === undefined && !lenient.has(name)) return {};
  try {
    const value = decodeFirst(bytesOf(request.body)) ?? {};
    if (isRecord(value)) return value;
    throw new DecodeError(
      `json: cannot unmarshal ${kindOf(value)} into Go value of type hub.${struct}`,
    );
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    if (struct === undefined) return {};
    throw undecodable(name, error.message);
  }
}

/** The query of a target. Go drops pairs with a semicolon or a malformed escape. */
function queryOf(target: string): URLSearchParams {
  const pairs = (/\?(.*)$/s.exec(target)?.[1] ?? "").split("&");
  return new URLSearchParams(pairs.filter((pair) => !/;|%(?![\da-f]{2})/i.test(pair)).join("&"));
}

/** The value of a key in any case. If there are several, the last counts. */
function field(body: Record<string, unknown>, name: string): unknown {
  return Object.entries(body).findLast(([key]) => key.toLowerCase() === name)?.[1];
}

function decoded(route: EndpointName, name: string, parameter: Parameter, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const type = goType(parameter);
  const tooLarge = overflowIn(value);
  if (tooLarge && structs[route] !== undefined) {
    const words = `json: cannot unmarshal number ${tooLarge.text} into Go struct field`;
    const into = value === tooLarge && type === "int" ? type : "float64";
    throw undecodable(route, `${words} ${structs[route]}.${name} of type ${into}`);
  }
  const isRight =
    type === "any" ||
    (type === "string" && typeof value === "string") ||
    (type === "bool" && typeof value === "boolean") ||
    (type === "float64" && typeof value === "number") ||
    (type === "int" && Number.isSafeInteger(value)) ||
    (type === "map[string]interface {}" && isRecord(value)) ||
    (type === "[]string" && Array.isArray(value) && value.every(isText)) ||
    (type === "[]map[string]interface {}" && Array.isArray(value) && value.every(isRecord));
  if (isRight) checkTexts(route, name, value);
  if (isRight || structs[route] === undefined) return value;
  const shownType = namedTypes[`${route}.${name}`] ?? type;
  const [wrong, into] =
    Array.isArray(value) && type.startsWith("[]")
      ? [
          value.find((item) => (type === "[]string" ? !isText(item) : !isRecord(item))),
          shownType.slice(2),
        ]
      : [value, shownType];
  const words = `json: cannot unmarshal ${kindOf(wrong, into)} into Go struct field`;
  throw undecodable(route, `${words} ${structs[route]}.${name} of type ${into}`);
}

/** @throws Refusal if an object within a body has a value that is not a text. */
function checkTexts(route: EndpointName, name: string, value: unknown): void {
  const [type, ...texts] = inner[`${route}.${name}`] ?? [];
  for (const object of (Array.isArray(value) ? value : [value]) as Record<string, unknown>[]) {
    for (const text of texts) {
      const wrong = field(object, text);
      if (wrong === undefined || wrong === null || typeof wrong === "string") continue;
      const place = `Go struct field ${type}.${name}.${text} of type string`;
      throw undecodable(route, `json: cannot unmarshal ${kindOf(wrong)} into ${place}`);
    }
  }
}

function undecodable(route: EndpointName, reason: string): Refusal {
  const [status, words] = malformed[route] ?? [400, "invalid JSON body"];
  return new Refusal(status, { detail: `${words}: ${reason}` });
}

function overflowIn(value: unknown): Overflow | undefined {
  if (value instanceof Overflow) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const entry of Object.values(value)) {
    const found = overflowIn(entry);
    if (found) return found;
  }
  return undefined;
}

function goType(parameter: Parameter): string {
  switch (parameter.type) {
    case "string":
    case "any":
      return parameter.type;
    case "boolean":
      return "bool";
    case "integer":
      return "int";
    case "number":
      return "float64";
    case "list":
      return parameter.entries.type === "string" ? "[]string" : "[]map[string]interface {}";
    case "map":
    case "model":
      return "map[string]interface {}";
  }
}

function zeroOf(parameter: Parameter): unknown {
  const type = goType(parameter);
  if (type === "string") return "";
  if (type === "bool") return false;
  if (type === "int" || type === "float64") return 0;
  return type.startsWith("[]") ? [] : {};
}

function fromQuery(text: string | undefined, parameter: Parameter): unknown {
  if (text === undefined) return undefined;
  const type = goType(parameter);
  if (type === "bool") return text === "true";
  if (type !== "int" && type !== "float64") return text;
  // A value that is not a number counts as absent.
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function kindOf(value: unknown, into = ""): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return into === "int" ? `number ${value}` : "number";
  return typeof value === "object" ? "object" : "string";
}
