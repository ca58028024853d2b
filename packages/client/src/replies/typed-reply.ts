import type { AskResult } from "@repowire/protocol";

import { Scope, type ScopeOptions, now, throwIfAborted } from "../scope.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { checkOptions, flag } from "../option-rules.ts";
import { type CallOptions, callSettingsOf } from "../options.ts";
import {
  type AnsweredReply,
  type Ask,
  type AskReply,
  type ReplyOptions,
  replyOptions,
} from "./reply.ts";

/**
 * A schema of any library that implements Standard Schema (zod, valibot, arktype, …). If it also offers
 * its JSON Schema, the ask tells the agent which JSON is expected.
 */
export interface AnswerSchema<Value = unknown> {
  /** The Standard Schema. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaOutcome<Value> | PromiseLike<SchemaOutcome<Value>>;
    readonly types?: { readonly input: unknown; readonly output: Value } | undefined;
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: "draft-2020-12" }) => Record<string, unknown>;
    };
  };
}

/** The result of a Standard Schema for a value. */
export type SchemaOutcome<Value> =
  | {
      readonly value: Value;
      /** What is wrong, if the value does not match. */ readonly issues?: undefined;
    }
  | { /** What is wrong, if the value does not match. */ readonly issues: readonly SchemaIssue[] };

/** One reason why a reply does not match a schema. */
export interface SchemaIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where it is. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** An ask whose reply is checked with a schema. */
export interface TypedAsk<Value> extends AskResult {
  /**
   * Waits like the `reply` of an {@link Ask}. If the reply matches the schema, it has its
   * `value`. If not, it has the `issues`.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   * import * as z from "zod";
   *
   * const client = new RepowireClient();
   * const peer = await client.connectPeer({ path: "/srv/docs", circle: "docs" });
   * const ask = await peer.ask({
   *   to_peer: "shop-codex",
   *   text: "Which port does the shop use?",
   *   reply: z.object({ port: z.int() }),
   * });
   * const reply = await ask.reply({ askAgain: true });
   * if (reply.status === "answered" && reply.issues === undefined) console.log(reply.value.port);
   * ```
   */
  reply(options?: TypedReplyOptions): Promise<TypedReply<Value>>;
}

/** Options for waiting for a typed reply. */
export interface TypedReplyOptions extends ReplyOptions {
  /**
   * Asks once more, with the issues, if the reply does not match. Both replies share one `timeout`. An
   * exception of the schema's own code is not sent, and is no reason to ask again.
   *
   * @defaultValue `false`
   */
  readonly askAgain?: boolean | undefined;
}

/** A reply that matches the schema. */
export interface MatchingReply<Value> extends AnsweredReply {
  /** The checked value. */
  readonly value: Value;
  /** Absent, because the reply matches. */
  readonly issues?: undefined;
}

/** A reply that does not match the schema. Its `text` is the reply as written. */
export interface MismatchedReply extends AnsweredReply {
  /** Absent, because the reply does not match. */
  readonly value?: undefined;
  /** What is wrong with the reply. */
  readonly issues: readonly SchemaIssue[];
}

/** The outcome of a typed ask. */
export type TypedReply<Value> =
  | MatchingReply<Value>
  | MismatchedReply
  | Exclude<AskReply, AnsweredReply>;

/** Sends the asks of a client or of a live peer. */
export type SendAsk<Params> = (params: Params, options?: CallOptions) => RepowireCall<Ask>;

/** Sends an ask that says which reply is expected, and checks it. */
export function sendTypedAsk<Params extends { readonly text: string }, Value>(
  params: Params,
  schema: AnswerSchema<Value>,
  options: CallOptions | undefined,
  send: SendAsk<Params>,
  client: Scope,
): RepowireCall<TypedAsk<Value>> {
  checkSchema(params, schema);
  const { clock } = client;
  const call = send({ ...params, text: textWithSchema(params.text, schema) }, options);
  const reply = async (ask: Ask["reply"], given?: TypedReplyOptions) => {
    const { askAgain, ...wait } = checkOptions("reply", { ...replyOptions, askAgain: flag }, given);
    const end = now(clock) + wait.timeout;
    const remaining = () => Math.max(0, end - now(clock));
    const typed = async (found: AskReply): Promise<TypedReply<Value>> => {
      if (found.status !== "answered") return found;
      const limits = { signal: wait.signal, timeout: Math.max(remaining(), leastCheck) };
      return { ...found, ...(await readInTime(found.text, schema, limits, client)) };
    };
    const first = await typed(await ask(wait));
    if (askAgain !== true || first.status !== "answered" || !first.issues) return first;
    const issues = first.issues.filter((issue) => !(issue instanceof SchemaFailure));
    if (issues.length === 0 || remaining() === 0) return first;
    try {
      const text = textWithIssues(schema, issues);
      const limits = { signal: wait.signal, timeout: remaining() };
      const again = await client.within(limits, ({ signal }) =>
        send({ ...params, text }, { ...callSettingsOf("ask", options), signal }),
      );
      const second = await typed(await again.reply({ ...wait, timeout: remaining() }));
      return second.status === "answered" ? second : first;
    } catch {
      // If the second ask fails, the first reply is not lost.
      throwIfAborted(wait.signal);
      return first;
    }
  };
  return callOf(call.withResponse(), (ask) => {
    const plain = ask.reply;
    return Object.defineProperty(ask, "reply", {
      value: (given?: TypedReplyOptions) => reply(plain, given),
    }) as TypedAsk<Value>;
  });
}

/**
 * Reads a reply while the caller waits. A schema that does not finish becomes an issue, so that the
 * reply is not lost. A reply that is known already can also be read after the end of the client.
 */
async function readInTime<Value>(
  text: string,
  schema: AnswerSchema<Value>,
  limits: ScopeOptions,
  client: Scope,
): Promise<ReadReply<Value>> {
  const parent = client.ended === undefined ? client : new Scope({ clock: client.clock });
  try {
    return await parent.within(limits, () => readReply(text, schema));
  } catch {
    throwIfAborted(limits.signal);
    return { issues: [new SchemaFailure("the schema did not finish in time")] };
  }
}

function checkSchema(params: { readonly text: unknown }, schema: AnswerSchema): void {
  const validate = (schema as Partial<AnswerSchema> | null)?.["~standard"]?.validate;
  if (typeof validate !== "function") {
    throw new TypeError("ask: reply must be a Standard Schema, such as a zod or valibot schema");
  }
  if ((params as { readonly question?: unknown }).question != null) {
    throw new TypeError(
      "ask: reply cannot be combined with question, because a question defines its own answers",
    );
  }
}

/** How long a schema may at least take, in milliseconds, even if the reply came at the last moment. */
const leastCheck = 1_000;

/** The value of a reply that matches the schema, or the issues. */
type ReadReply<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly SchemaIssue[] };

/** Adds to the text of an ask which JSON is expected. */
export function textWithSchema(text: string, schema: AnswerSchema): string {
  const expected = jsonSchemaOf(schema);
  const request =
    expected === undefined
      ? "Answer with JSON only."
      : `Answer with JSON only. It must match this JSON Schema:\n${expected}`;
  return `${text}\n\n${request}`;
}

/** The text that asks again after a reply that did not match. */
export function textWithIssues(schema: AnswerSchema, issues: readonly SchemaIssue[]): string {
  const lines = issues.slice(0, 20).map((issue) => `- ${describeIssue(issue)}`);
  return textWithSchema(`Your answer could not be used:\n${lines.join("\n")}`, schema);
}

/**
 * Finds the JSON in a reply and checks it. The first JSON that matches counts. If there is none, the
 * text itself is checked, because a schema may describe a string. If the schema throws, that becomes an
 * issue, so that the reply is not lost.
 */
export async function readReply<Value>(
  text: string,
  schema: AnswerSchema<Value>,
): Promise<ReadReply<Value>> {
  let issues: readonly SchemaIssue[] | undefined;
  for (const candidate of jsonCandidates(text)) {
    const outcome = await check(schema, candidate);
    if (outcome.issues === undefined) return outcome;
    issues ??= outcome.issues;
  }
  const outcome = await check(schema, text);
  if (outcome.issues === undefined) return outcome;
  return { issues: issues ?? [{ message: "the answer contains no JSON" }, ...outcome.issues] };
}

/**
 * An issue of the schema's own code. The agent that is asked again can do nothing about it, and must not
 * read its text, which may contain paths and connection strings.
 */
class SchemaFailure implements SchemaIssue {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

async function check<Value>(
  schema: AnswerSchema<Value>,
  candidate: unknown,
): Promise<ReadReply<Value>> {
  try {
    const outcome = await schema["~standard"].validate(candidate);
    return outcome.issues === undefined ? { value: outcome.value } : { issues: outcome.issues };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : "an unknown error";
    return { issues: [new SchemaFailure(`the schema failed: ${reason}`)] };
  }
}

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const where = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return where === "" ? message : `${where}: ${message}`;
}

/** A library may be unable to express a schema as JSON Schema. Then the agent is only asked for JSON. */
function jsonSchemaOf(schema: AnswerSchema): string | undefined {
  try {
    const { $schema: _, ...expected } =
      schema["~standard"].jsonSchema?.input({ target: "draft-2020-12" }) ?? {};
    return Object.keys(expected).length === 0 ? undefined : JSON.stringify(expected);
  } catch {
    return undefined;
  }
}

/** Longer texts are not searched: a text of nothing but opening brackets would take too long. */
const mostCandidates = 100;

/** The search reads at most this many times the length of the text. */
const mostPasses = 4;

/**
 * Finds the JSON values in an agent's reply, the most likely first: the whole text, then fenced code
 * blocks, then the objects and lists in the prose.
 */
function* jsonCandidates(text: string): Generator<unknown> {
  const whole = parsed(text);
  if (whole !== undefined) {
    yield whole.value;
    return;
  }
  for (const [, block = ""] of text.matchAll(/^[ \t]*```[^\n`]*\n([\s\S]*?)^[ \t]*```/gm)) {
    const inside = parsed(block);
    if (inside !== undefined) yield inside.value;
  }
  yield* bracketed(text);
}

/** Finds the outermost objects and lists of a text that are valid JSON. */
function* bracketed(text: string): Generator<unknown> {
  let budget = text.length * mostPasses;
  let found = 0;
  for (let start = nextBracket(text, 0); start !== -1; start = nextBracket(text, start)) {
    const end = closingBracket(text, start);
    budget -= (end ?? text.length) - start;
    const json = end === undefined ? undefined : parsed(text.slice(start, end));
    if (json !== undefined) yield json.value;
    found += 1;
    if (found === mostCandidates || budget < 0) return;
    start = json === undefined ? start + 1 : (end ?? text.length);
  }
}

function nextBracket(text: string, from: number): number {
  const at = text.slice(from).search(/[[{]/);
  return at === -1 ? -1 : from + at;
}

/** Returns the index after the bracket that closes the one at `start`. */
function closingBracket(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
