import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";

import { type AnswerSchema, readReply, textWithIssues, textWithSchema } from "./typed-reply.ts";

const Port = z.object({ port: z.number(), host: z.optional(z.string()) });
const port = { port: 8377 };

describe("what an agent answers", () => {
  test.each([
    ["JSON alone", '{"port": 8377}'],
    ["white space around", '\n  {"port": 8377}\n'],
    ["a fenced block", 'Sure!\n\n```json\n{\n  "port": 8377\n}\n```\nAnything else?'],
    ["a fence without a language", '```\n{"port": 8377}\n```'],
    ["a fence in a list", '- here:\n  ```json\n  {"port": 8377}\n  ```'],
    ["prose around", 'The port is {"port": 8377}, as always.'],
    ["two blocks, the second fits", '```json\n{"path": "/"}\n```\n```json\n{"port": 8377}\n```'],
    ["brackets in the prose before it", 'See [the docs] and {this}: {"port": 8377}'],
    ["a broken block before it", '```json\n{"port": \n```\nSorry. {"port": 8377}'],
    ["an object around it that does not fit", 'x {"answer": 1} y {"port": 8377}'],
  ])("%s", async (_, text) => {
    expect(await readReply(text, Port)).toEqual({ value: port });
  });

  test.each([
    ["a number", "8377", z.number(), 8377],
    ["a text", "it is 8377", z.string(), "it is 8377"],
    ["a text as JSON", '"8377"', z.string(), "8377"],
    ["a list", "Ports:\n[1, 2]", z.array(z.number()), [1, 2]],
  ])("%s, if that is the schema", async (_, text, schema: AnswerSchema, value) => {
    expect(await readReply(text, schema)).toEqual({ value });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "I do not know."],
    ["broken JSON", '{"port": 83'],
    ["other JSON", '{"port": "8377"}'],
    ["only opening brackets", "[".repeat(10_000)],
  ])("%s does not match", async (_, text) => {
    const { issues = [] } = await readReply(text, Port);
    expect(issues.length).toBeGreaterThan(0);
  });

  test("the issues are those of the first JSON", async () => {
    const { issues } = await readReply('{"port": "x"} or [1]', Port);
    expect(issues).toMatchObject([{ path: ["port"] }]);
  });

  test("8 MiB of opening brackets are read in linear time", async () => {
    const { issues } = await readReply("{".repeat(8 * 1024 * 1024), Port);
    expect(issues).toContainEqual({ message: "the answer contains no JSON" });
  });

  test("a schema that throws is an issue", async () => {
    const broken: AnswerSchema = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => {
          throw new Error("out of order");
        },
      },
    };
    const { issues } = await readReply("1", broken);
    expect(issues).toContainEqual({ message: "the schema failed: out of order" });
  });

  test("any JSON is found in any prose without brackets, quotes and fences", async () => {
    const prose = fc.string().map((text) => text.replaceAll(/[[\]{}"`]/g, ""));
    const json = fc.jsonValue().filter((value) => typeof value === "object" && value !== null);
    // zod would drop a key "__proto__".
    const validate = (value: unknown) =>
      typeof value === "object" ? { value } : { issues: [{ message: "no object or array" }] };
    const Anything: AnswerSchema = { "~standard": { version: 1, vendor: "test", validate } };
    await fc.assert(
      fc.asyncProperty(prose, json, prose, async (before, value, after) => {
        const text = `${before} ${JSON.stringify(value)} ${after}`;
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(await readReply(text, Anything)).toEqual({ value: plain });
      }),
    );
  });

  test("whatever it is, the result is a value or issues", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'[]{}"\\`\n:,1a ') }), async (text) => {
        const { value, issues } = await readReply(text, Port);
        expect((value === undefined) !== (issues === undefined)).toBe(true);
      }),
    );
  });
});

describe("what an agent is told", () => {
  test("the JSON Schema, where the schema offers one", () => {
    const text = textWithSchema("Which port?", Port);
    expect(text).toContain("Which port?\n\nAnswer with JSON only.");
    const expected = JSON.parse(text.slice(text.indexOf("{"))) as object;
    expect(expected).toMatchObject({ type: "object", required: ["port"] });
  });

  test("only that JSON is expected, where the schema cannot be expressed", () => {
    expect(textWithSchema("When?", z.date())).toBe("When?\n\nAnswer with JSON only.");
  });

  test("what was wrong, when it is asked again", async () => {
    const { issues = [] } = await readReply('{"port": "x"}', Port);
    expect(textWithIssues(Port, issues)).toMatch(/could not be used:\n- port: .*\n\nAnswer with/);
  });
});
