import {
  type DaemonVersion,
  type Endpoint,
  endpointSchemas,
  endpoints,
  placeOf,
} from "@repowire/protocol";
import { explain } from "@repowire/protocol/explain";
import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod/mini";

import { arbitraryOf } from "../scripts/generate/arbitrary.ts";
import { type WireCall, wireCall } from "./wire-call.ts";

type Params = Record<string, unknown>;

const versions = ["0.14.17", "0.17.0"] as const satisfies readonly DaemonVersion[];
const seed = Number(process.env["FC_SEED"] ?? 20_261_123);

/** Holds, and parts that are no JSON, have no place here. */
const fixed: Readonly<Record<string, Params>> = {
  query: { timeout: 0 },
  askBlocking: { timeout_seconds: 0.01 },
  waitOnAsk: { timeout_seconds: 0.01 },
};

const table = Object.values<Endpoint>(endpoints).filter(
  ({ body, response }) => body !== "multipart" && response !== "events",
);

const skipped = new Map<string, string | undefined>();
for (const version of versions) skipped.set(version, await skipReason(version));

describe.each(versions)("the validation of %s", (version) => {
  describe.skipIf(skipped.get(version))("beside that of the schemas", () => {
    let daemon: RealDaemon;

    beforeAll(async () => {
      daemon = await startDaemon({ version });
    }, 60_000);

    afterAll(async () => {
      await daemon.stop();
    });

    let provoked = 0;
    const endpointsOf = table.filter(({ daemons }) => daemons.includes(version));

    test.each(endpointsOf)("takes what the schema of $name makes", async (endpoint) => {
      for (const params of sample(endpoint, 8)) {
        const { refused, status, body } = await answerTo(daemon, wireCall(endpoint, params));
        expect({ params, refused }).toEqual({ params, refused: undefined });
        if (status !== 200 || endpoint.response === "bytes") continue;
        const issues = explain(endpoint.result, body);
        expect({ body, issues }).toEqual({ body, issues: [] });
      }
    });

    test.each(endpointsOf)(
      "refuses nothing that the schema of $name would take",
      async (endpoint) => {
        for (const params of sample(endpoint, 1).flatMap((valid) => mutations(endpoint, valid))) {
          const { refused } = await answerTo(daemon, wireCall(endpoint, params));
          if (refused === undefined) continue;
          provoked += 1;
          expect({ params, refused, taken: endpoint.params(params) }).toEqual({
            params,
            refused,
            taken: false,
          });
        }
      },
    );

    test("was provoked often enough for that to mean something", () => {
      expect(provoked).toBeGreaterThan(5 * endpointsOf.length);
    });
  });
});

function sample(endpoint: Endpoint, count: number): Params[] {
  const { params: schema } = endpointSchemas[endpoint.name];
  // The Python daemons take only the backends that they know.
  const values = fc.sample(arbitraryOf(schema, { onlyKnown: true }) as fc.Arbitrary<Params>, {
    numRuns: count,
    seed,
  });
  return values.map((params) => ({ ...params, ...fixed[endpoint.name] }));
}

/** What comes near to valid parameters: a field missing, of another type, null or too much. */
function mutations(endpoint: Endpoint, valid: Params): Params[] {
  const { shape } = endpointSchemas[endpoint.name].params._zod
    .def as unknown as z.core.$ZodObjectDef;
  const fields = Object.entries(shape)
    .filter(([name, schema]) => placeOf(endpoint, name) !== "path" && !isOpen(schema))
    .map(([name]) => name);
  const others = [null, "", "x".repeat(300), 5.5, -1, true, {}, [1], [{}]];
  return fields.flatMap((field) => {
    const { [field]: _, ...without } = valid;
    return [without, ...others.map((other) => ({ ...valid, [field]: other }))].map((params) =>
      fixed[endpoint.name]?.[field] === undefined ? params : { ...params, ...fixed[endpoint.name] },
    );
  });
}

/** A list of a request that other daemons may extend, such as the backends. */
function isOpen(schema: z.core.$ZodType): boolean {
  const { innerType, checks = [] } = schema._zod.def as unknown as Partial<z.core.$ZodOptionalDef>;
  if (innerType !== undefined) return isOpen(innerType);
  return schema._zod.def.type === "string" && "known" in schema._zod.def && checks.length === 0;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The items of the daemon's 422, if its validation refuses a call. */
  readonly refused: unknown[] | undefined;
}

async function answerTo(daemon: RealDaemon, { method, path, body }: WireCall): Promise<Answer> {
  // A connection does not outlive a failure of the daemon, which would fail the next call on it.
  const headers = { "content-type": "application/json", connection: "close" };
  const answer = await fetch(daemon.url + path, { method, headers, body: body ?? null });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  const read: unknown = isJson ? JSON.parse(text) : text;
  const { detail } = answer.status === 422 ? (read as { detail: unknown }) : {};
  const refused = Array.isArray(detail) ? (detail as unknown[]) : undefined;
  return { status: answer.status, body: read, refused };
}
