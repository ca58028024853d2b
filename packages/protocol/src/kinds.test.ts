import { describe, expect, test } from "vitest";
import * as z from "zod/mini";

import {
  AckEventSchema,
  AskEventSchema,
  AskParamsSchema,
  PeerSchema,
} from "./generated/schemas.ts";

const ask = { from_peer: "a", to_peer: "b", text: "x" };
const full = z.extend(AskParamsSchema, { extra: z.optional(z.number()) });

describe("a schema of this package", () => {
  test("has every member of a schema of zod/mini", () => {
    const own = z.object({});
    const inherited = Object.getOwnPropertyNames(Object.getPrototypeOf(own));
    const members = [...Object.keys(own), ...inherited].filter((name) => name !== "constructor");
    expect(members).toContain("safeParseAsync");
    for (const member of members) expect(AskParamsSchema, member).toHaveProperty([member]);
    expect(AskParamsSchema).toBeInstanceOf(z.ZodMiniObject);
    expect(AskParamsSchema.shape.text).toBeInstanceOf(z.ZodMiniString);
    expect(AskParamsSchema.shape.question).toBeInstanceOf(z.ZodMiniOptional);
  });

  test.each<[what: string, schema: z.ZodMiniType, accepted: unknown, refused: unknown]>([
    ["extend", full, { ...ask, extra: 1 }, { ...ask, extra: "1" }],
    ["pick", z.pick(AskParamsSchema, { text: true }), { text: "x" }, {}],
    ["omit", z.omit(AskParamsSchema, { text: true }), { from_peer: "a", to_peer: "b" }, ask],
    ["partial", z.partial(AskParamsSchema), {}, { text: 1 }],
    ["required", z.required(PeerSchema, { path: true }).shape.path, "/", undefined],
    [
      "check",
      AskParamsSchema.check(z.refine(({ text }) => text !== "")),
      ask,
      { ...ask, text: "" },
    ],
    ["with", AskParamsSchema.with((payload) => void payload.issues), ask, 1],
    ["a list", z.array(AskParamsSchema), [ask], [1]],
    ["nullable", z.nullable(AskParamsSchema), null, undefined],
    ["a map", z.record(z.string(), PeerSchema.shape.circle), { a: "b" }, { a: 1 }],
    [
      "a union told apart by its type",
      z.discriminatedUnion("type", [AskEventSchema, AckEventSchema]),
      { type: "ack", id: "1", timestamp: "2026-11-23T12:00:00Z", correlation_id: "ask-1" },
      { type: "asks" },
    ],
    ["a field", AskParamsSchema.shape.text, "x", 1],
    ["apply", AskParamsSchema.apply((schema) => z.optional(schema)), undefined, null],
    ["clone", AskParamsSchema.clone(), ask, 1],
  ])("works with %s", (_what, schema, accepted, refused) => {
    expect(schema.safeParse(accepted).error?.issues ?? []).toEqual([]);
    expect(schema.safeParse(refused).success).toBe(false);
  });

  test("parses with the methods that users know", async () => {
    const { parse, parseAsync, safeParseAsync } = AskParamsSchema;
    expect(parse(ask)).toEqual(ask);
    expect(() => parse({})).toThrow(z.core.$ZodError);
    expect(() => parse({})).toThrow("must be a string");
    await expect(parseAsync(ask)).resolves.toEqual(ask);
    await expect(parseAsync({})).rejects.toBeInstanceOf(Error);
    const late = AskParamsSchema.check(z.refine(({ text }) => Promise.resolve(text !== "late")));
    expect((await late.safeParseAsync({ ...ask, text: "late" })).success).toBe(false);
    expect((await safeParseAsync(ask)).data).toEqual(ask);
  });

  test("says where an error was thrown", () => {
    const here = () => AskParamsSchema.parse(1);
    expect(here).toThrow(expect.objectContaining({ stack: expect.stringContaining("kinds.test") }));
  });

  test("takes the words of a registry", () => {
    const registry = z.registry<{ title: string }>();
    expect(PeerSchema.register(registry, { title: "A peer" })).toBe(PeerSchema);
    expect(registry.get(PeerSchema as never)).toEqual({ title: "A peer" });
  });
});
