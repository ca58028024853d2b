import type { Endpoint } from "@repowire/protocol";

import { breakDown, Refusal } from "../../daemon/refusal.ts";
import { isRecord } from "../../support.ts";
import { findJsonProblem, nestingOf, parsePythonJson } from "./python-json.ts";
import {
  type Fields,
  type ValidationItem,
  fieldsOf,
  modelOf,
  readFields,
  validatorOf,
  withLimits,
} from "./validation.ts";
import { parameters } from "../generated/parameters.ts";
import type { Admission } from "../manner.ts";
import { placesOf } from "../router.ts";
import type { WireRequest } from "../wire.ts";

/** How each parameter of an endpoint is sent, and how the daemon checks it. */
interface Plan {
  readonly path: Fields;
  readonly query: Fields;
  readonly body: Fields;
  /** Checks the whole body with the rules for several parameters. */
  readonly whole: (value: unknown, items: ValidationItem[]) => unknown;
}

/** Routes that the daemon also serves without a body. */
const bodyMayBeAbsent = new Set(["markPeerOffline", "runJob", "retryJob"]);

/** The observed number of JSON levels at which the daemon's parser fails. */
const deepestBody = 960;

const plans = new Map<string, Plan>();

/** The endpoint of a request, and the path that matched. */
interface Place {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly pathParams: Readonly<Record<string, string>>;
}

/** A request before it is checked. */
export interface RawParams {
  /** The JSON of the body, its text if it was not sent as JSON, or `null` if there is none. */
  readonly body: unknown;
}

/** Reads the body. Malformed JSON is refused even before the token is looked at. */
export function readBody(
  { endpoint, path }: Place,
  request: WireRequest,
  ignoredFields: readonly string[],
): RawParams {
  const plan = planOf(endpoint, path, request.method);
  const hasBody = plan.body.some(([name]) => !ignoredFields.includes(name));
  if (endpoint.body === "multipart" || !hasBody || request.method === "GET") {
    return { body: undefined };
  }
  if (request.body === null || request.body.length === 0) return { body: null };
  const saysJson = isJson(request.header("content-type"));
  const text = bodyText(request.body, saysJson);
  if (!saysJson) return { body: text };
  if (nestingOf(text) > deepestBody) throw unreadable();
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    const problem = findJsonProblem(text);
    if (!problem) return { body: parsePythonJson(text) };
    throw new Refusal(422, {
      detail: [
        {
          type: "json_invalid",
          loc: ["body", problem.position],
          msg: "JSON decode error",
          input: {},
          ctx: { error: problem.message },
        },
      ],
    });
  }
}

/** Checks all parameters, and converts them to the types that the daemon uses. */
export function readParams(
  { endpoint, path, pathParams }: Place,
  method: string,
  query: URLSearchParams | undefined,
  raw: RawParams,
  { refusesUnknownKeys, ignoredFields }: Pick<Admission, "refusesUnknownKeys" | "ignoredFields">,
): Record<string, unknown> {
  const plan = planOf(endpoint, path, method);
  const items: ValidationItem[] = [];
  const params = {
    ...readFields(plan.path, pathParams, ["path"], items),
    ...readQuery(plan.query, query, items),
    ...readWholeBody(endpoint, plan, raw.body, ignoredFields, items),
  };
  if (refusesUnknownKeys && isRecord(raw.body)) findUnknownKeys(plan, raw.body, items);
  if (items.length > 0) {
    // NaN and Infinity are not JSON, so the error cannot show them.
    if (items.some((item) => hasNoNumber(item.input))) breakDown();
    throw new Refusal(422, { detail: items });
  }
  return params;
}

/** Unknown keys, if the daemon refuses them. */
function findUnknownKeys(plan: Plan, body: Record<string, unknown>, items: ValidationItem[]): void {
  for (const [key, input] of Object.entries(body)) {
    if (plan.body.some(([name]) => name === key)) continue;
    const msg = "Extra inputs are not permitted";
    items.push({ type: "extra_forbidden", loc: ["body", key], msg, input });
  }
}

function readQuery(
  fields: Fields,
  query: URLSearchParams | undefined,
  items: ValidationItem[],
): Record<string, unknown> {
  if (fields.length === 0) return {};
  const values: Record<string, unknown> = {};
  for (const [name] of fields) {
    const value = query?.getAll(name).at(-1);
    if (value !== undefined) values[name] = value;
  }
  const before = items.length;
  const result = readFields(fields, values, ["query"], items);
  // The error for a missing query parameter shows no input.
  for (let index = before; index < items.length; index++) {
    if (items[index]!.type === "missing") items[index] = { ...items[index]!, input: null };
  }
  return result;
}

function readWholeBody(
  endpoint: Endpoint,
  plan: Plan,
  body: unknown,
  ignoredFields: readonly string[],
  items: ValidationItem[],
): Record<string, unknown> {
  if (body === undefined) return {};
  if (body === null) {
    if (!bodyMayBeAbsent.has(endpoint.name)) {
      items.push({ type: "missing", loc: ["body"], msg: "Field required", input: null });
    }
    return {};
  }
  const known = isRecord(body) ? withoutKeys(body, ignoredFields) : body;
  const before = items.length;
  const result = plan.whole(known, items);
  // The error shows the body as it was sent.
  for (let index = before; index < items.length; index++) {
    if (items[index]!.input === known) items[index] = { ...items[index]!, input: body };
  }
  return isRecord(result) ? result : {};
}

function planOf(endpoint: Endpoint, path: string, method: string): Plan {
  const key = `${method} ${path}`;
  let plan = plans.get(key);
  if (!plan) plans.set(key, (plan = makePlan(endpoint, path, method)));
  return plan;
}

function makePlan(endpoint: Endpoint, path: string, method: string): Plan {
  const model = parameters[endpoint.name];
  const fields = fieldsOf(model);
  const placeOf = placesOf(endpoint, { path, method });
  const sentIn = (place: ReturnType<typeof placeOf>) =>
    fields.filter(([name]) => placeOf(name) === place);
  const body = sentIn("body");
  const checkedModel = withLimits(model, modelOf(body));
  // Filled now, so that the first call is as fast as the others.
  for (const [, parameter] of fields) validatorOf(parameter);
  return {
    path: sentIn("path"),
    query: sentIn("query"),
    body: endpoint.body === "none" || endpoint.body === "multipart" ? [] : body,
    whole: (value, items) => checkedModel(value, ["body"], items),
  };
}

function hasNoNumber(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasNoNumber);
}

function withoutKeys(
  value: Record<string, unknown>,
  keys: readonly string[],
): Record<string, unknown> {
  if (!keys.some((key) => Object.hasOwn(value, key))) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/**
 * The body as a text. JSON may also be in UTF-16. Unreadable JSON is refused. The releases fail with a
 * 500 if they cannot show the bytes in an answer.
 */
function bodyText(body: string | Uint8Array, saysJson: boolean): string {
  if (typeof body === "string") return body.replace(/^\uFEFF/, "");
  const encoding = saysJson ? encodingOf(body) : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    if (!saysJson || hasEncodedSurrogate(body)) breakDown();
    throw unreadable();
  }
}

function unreadable(): Refusal {
  return new Refusal(400, { detail: "There was an error parsing the body" });
}

/** The encoding of JSON, judged by its first bytes. */
function encodingOf({ length, 0: first, 1: second, 2: third }: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (length !== 2 && length < 4) return "utf-8";
  if (first === 0 && second !== 0) return "utf-16be";
  return first !== 0 && second === 0 && third !== 0 ? "utf-16le" : "utf-8";
}

/** Whether the bytes contain a lone surrogate, encoded as if it were a character. */
function hasEncodedSurrogate(body: Uint8Array): boolean {
  return body.some((byte, index) => byte === 0xed && (body[index + 1] ?? 0) >= 0xa0);
}

function isJson(contentType: string | null): boolean {
  const type = contentType?.split(";")[0]!.trim().toLowerCase() ?? "";
  return type === "application/json" || /^application\/.+\+json$/.test(type);
}
