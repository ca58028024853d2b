import { jsonCandidates } from "./json-in-text.ts";

/**
 * A schema of any library that implements Standard Schema (zod, valibot, arktype, …). Where it also
 * offers its JSON Schema, the asked agent is told which JSON is expected.
 */
export interface AnswerSchema<Value = unknown> {
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

/** What a Standard Schema says of a value. */
export type SchemaOutcome<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One reason why an answer does not match a schema. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** An answer that matches the schema, or the reasons why it does not. */
export type TypedAnswer<Value> =
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

/** Asks again for an answer that did not match. */
export function textWithIssues(schema: AnswerSchema, issues: readonly SchemaIssue[]): string {
  const lines = issues.slice(0, 20).map((issue) => `- ${describeIssue(issue)}`);
  return textWithSchema(`Your answer could not be used:\n${lines.join("\n")}`, schema);
}

/**
 * Finds the JSON in an answer and checks it. The first JSON that matches counts; without one, the
 * text itself, since a schema may describe a text. A schema that throws is an issue, so that the
 * answer is not lost.
 */
export async function readAnswer<Value>(
  text: string,
  schema: AnswerSchema<Value>,
): Promise<TypedAnswer<Value>> {
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

async function check<Value>(
  schema: AnswerSchema<Value>,
  candidate: unknown,
): Promise<TypedAnswer<Value>> {
  try {
    const outcome = await schema["~standard"].validate(candidate);
    return outcome.issues === undefined ? { value: outcome.value } : { issues: outcome.issues };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : "an unknown error";
    return { issues: [{ message: `the schema failed: ${reason}` }] };
  }
}

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const where = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return where === "" ? message : `${where}: ${message}`;
}

/** A library may be unable to express a schema; then the agent is only asked for JSON. */
function jsonSchemaOf(schema: AnswerSchema): string | undefined {
  try {
    const { $schema: _, ...expected } =
      schema["~standard"].jsonSchema?.input({ target: "draft-2020-12" }) ?? {};
    return Object.keys(expected).length === 0 ? undefined : JSON.stringify(expected);
  } catch {
    return undefined;
  }
}
