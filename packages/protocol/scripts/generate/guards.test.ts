import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import { soak } from "../../../../scripts/vitest/soak.ts";
import * as eventGuards from "../../src/events.ts";
import * as guards from "../../src/guards.ts";
import { describeIssues } from "../../src/issues.ts";
import { explain } from "../../src/explain.ts";
import type { Guard } from "../../src/checks.ts";
import { modelSchemas } from "./model-schemas.ts";
import { arbitraryOf } from "./arbitrary.ts";
import { mutants } from "./mutants.ts";

type Check = (value: unknown) => boolean;

const models = Object.keys(modelSchemas);
const seed = Number(process.env["FC_SEED"] ?? 20_261_128);
const samples = 120;
const mutantsOf = 10;

const allGuards = { ...eventGuards, ...guards } as unknown as Record<string, Guard<unknown>>;

function guardOf(model: string): Guard<unknown> {
  return allGuards[`is${model}`]!;
}

/** Values that a schema and another check judge differently. */
function disagreements(model: string, check: Check): { judged: number; wrong: unknown[] } {
  const schema = modelSchemas[model]!;
  const values = valuesOf(schema);
  const wrong = values.filter((value) => check(value) !== z.validate(schema, value));
  return { judged: values.length, wrong };
}

function valuesOf(schema: z.ZodMiniType, numRuns = samples): unknown[] {
  return fc
    .sample(arbitraryOf(schema), { numRuns, seed })
    .flatMap((value, index) => [value, ...mutants(value, mutantsOf, seed + index)]);
}

let judged = 0;

describe("every guard agrees with its schema", () => {
  test.each(models)("%s", (model) => {
    const found = disagreements(model, guardOf(model));
    judged += found.judged;
    expect(found.wrong).toEqual([]);
  });

  const least = 200_000;
  test(`on ${least} values`, () => {
    expect(judged).toBeGreaterThanOrEqual(least);
  });
});

test.each(models)("the explanation of a guard says what the schema of %s says", (model) => {
  const schema = modelSchemas[model]!;
  const different = valuesOf(schema, soak(samples, 20)).flatMap((value) => {
    const { error } = schema.safeParse(value);
    const said = {
      guard: explain(guardOf(model), value),
      schema: error ? describeIssues(error) : [],
    };
    return isDeepStrictEqual(said.guard, said.schema) ? [] : [{ value, ...said }];
  });
  expect(different).toEqual([]);
});

// The test finds a guard with one check too few or too many.
describe("a guard that differs from its schema is found", () => {
  const request = {
    "lets an unknown field pass": (value: unknown) =>
      guards.isAskParams(known(value, ["from_peer", "to_peer", "text", "attachments"])),
    "lets an empty name pass": (value: unknown) =>
      guards.isAskParams(with_(value, (ask) => ask["to_peer"] === "" && { to_peer: "x" })),
    "refuses null": (value: unknown) => guards.isAskParams(value) && !hasNull(value),
  };
  test.each(Object.entries(request))("which %s", (_what, broken) => {
    expect(disagreements("AskParams", broken).wrong.length).toBeGreaterThan(0);
  });

  test("which does not look into a list", () => {
    const broken = (value: unknown) =>
      guards.isListPeersResult(with_(value, ({ peers }) => Array.isArray(peers) && { peers: [] }));
    expect(disagreements("ListPeersResult", broken).wrong.length).toBeGreaterThan(0);
  });
});

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function known(value: unknown, fields: readonly string[]): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.includes(key)));
}

function with_(
  value: unknown,
  change: (value: Record<string, unknown>) => object | false,
): unknown {
  return isRecord(value) ? { ...value, ...change(value) } : value;
}

function hasNull(value: unknown): boolean {
  return isRecord(value) && Object.values(value).includes(null);
}
