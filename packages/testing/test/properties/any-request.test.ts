import { type Endpoint, endpointSchemas, endpoints } from "@repowire/protocol";
import { FakeDaemon } from "@repowire/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";

const seed = Number(process.env["REPOWIRE_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["REPOWIRE_RUNS"] ?? soak(400, 80));

/** Puts the lists that a counterexample only names: `"«500»"` is one nested 500 levels deep. */
function nested(json: string): string {
  return json.replaceAll(/"«(\d+)»"/g, (_, depth) => "[".repeat(+depth) + "]".repeat(+depth));
}

const names = [
  "ask-0",
  "work-0",
  "ann-claude-code",
  "bob-claude-code",
  "dup-claude-code",
  "nobody",
  "jobs",
  "",
  "é/x",
];

/** What a careless or hostile client may send as any value, as JSON. */
const value = fc.oneof(
  fc.constantFrom(
    ...["null", "true", "0", "-1", "1.5", "1e15", "1e308", "-1e308", "9007199254740993", "1e999"],
    ...['""', '"x"', '"\\ud800"', '"5"', '"yes"', '"0 0 31 2 *"', '"* * * * *"', '"2999-01-01"'],
    ...['"0001-01-01T00:00:00+14:00"', '"9999-12-31T23:59:59-14:00"', '"NaN"', "NaN"],
    ...["[]", '["x"]', "{}", '{"x":null}', '{"execution":[]}', '{"execution":{"schedule":1}}'],
    ...['{"kind":"choice","prompt":"?"}', '[{"id":1}]', '"«500»"', '"«20000»"'],
    ...['"claude-code"', '"offline"', '"orchestrator"', '"/w/ann"', '"default"', '"%1"'],
    '{"__proto__":1,"constructor":2}',
  ),
  fc.constantFrom(...names).map((name) => JSON.stringify(name)),
  fc.jsonValue().map((json) => JSON.stringify(json)),
);

const request = fc
  .constantFrom(...Object.values(endpoints as Record<string, Endpoint>))
  .chain((endpoint) => {
    const keys = Object.keys(
      (endpointSchemas[endpoint.name].params as unknown as { shape: object }).shape,
    );
    return fc.record({
      method: fc.constant(endpoint.method),
      path: fc.constant(endpoint.path),
      inPath: fc.constantFrom(...names, "%1", "..", "a b"),
      fields: fc.dictionary(fc.constantFrom("x", ...keys), value, { maxKeys: 6 }),
      whole: fc.option(value, { nil: undefined, freq: 6 }),
    });
  });

describe.each(["0.14.17", "0.17.0", "go"] as const)("any request to %s", (emulate) => {
  test(`never gets an answer that reports a bug of the fake (REPOWIRE_SEED=${seed})`, async () => {
    const property = fc.asyncProperty(fc.array(request, { maxLength: 6 }), async (requests) => {
      const daemon = new FakeDaemon({ emulate, strict: false });
      const problems: unknown[] = [];
      try {
        daemon.seed.all({
          peers: [
            { path: "/w/ann" },
            { path: "/w/dup", circle: "a" },
            { path: "/w/dup", circle: "b" },
          ],
        });
        const ask = { from_peer: "ann-claude-code", to_peer: "ann-claude-code", text: "?" };
        const ids: Record<string, string> = { "ask-0": daemon.seed.ask(ask).correlation_id };
        const job = { title: "x", assigned_peer_id: "bob-claude-code" };
        daemon.peer("bob").silent();
        const created = await daemon.fetch(`${daemon.url}/jobs`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(job),
        });
        ids["work-0"] = ((await created.json()) as { work_id: string }).work_id;
        for (const { method, path, inPath, fields, whole } of requests) {
          const at = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(ids[inPath] ?? inPath));
          const entries = Object.entries(fields);
          const query = new URLSearchParams(entries.map(([key, json]) => [key, json]));
          const body = `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join()}}`;
          const url = method === "GET" ? `${at}?${String(query)}` : at;
          const answering = daemon
            .fetch(daemon.url + url, {
              method,
              ...(method !== "GET" && { body: nested(whole ?? body) }),
              headers: { "content-type": "application/json" },
            })
            .then(async (answer) => {
              const text = answer.headers.get("content-type")?.startsWith("text/event-stream")
                ? ""
                : await answer.text();
              if (answer.status === 501 && !text.includes('"not_imitated"')) problems.push(text);
            })
            .catch((error: unknown) => {
              if ((error as Error).message !== "fetch failed") problems.push(error);
            });
          await Promise.race([answering, daemon.clock.settled()]);
        }
      } finally {
        await daemon.close();
      }
      expect(problems).toEqual([]);
    });
    await fc.assert(property, { seed, numRuns });
  }, 120_000);
});
