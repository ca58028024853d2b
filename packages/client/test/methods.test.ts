import { readFileSync } from "node:fs";

import { RepowireClient } from "@repowire/client";
import { endpoints } from "@repowire/protocol";
import { expect, it } from "vitest";

import { methodTable, pythonTable } from "./method-tables.ts";
import { methodRows } from "./methods.ts";
import { answering } from "./answering.ts";

it.each(methodRows)("$method", async ({ method, call, sends: [line, json] }) => {
  const seen: { line: string; json: unknown }[] = [];
  const client = new RepowireClient({
    validation: "off",
    fetch: answering(async (request) => {
      const { pathname, search } = new URL(request.url);
      const isJson = request.headers.get("content-type") === "application/json";
      seen.push({
        line: `${request.method} ${pathname}${search}`,
        json: isJson ? await request.json() : undefined,
      });
      const named = { correlation_id: "ask-1a2b3c4d" };
      return Response.json({ ...named, peers: [], asks: [], deliveries: [], schedules: [] });
    }),
  });
  await call(client);
  // The first ask looks at what the daemon can do.
  const before = method === "ask" ? [{ line: "GET /health", json: undefined }] : [];
  expect(seen).toEqual([...before, { line, json }]);
});

it("is one method for each endpoint", () => {
  // The stream of events is no call: it is made of many.
  const names = Object.keys(endpoints).filter((name) => name !== "eventStream");
  expect(methodRows.map(({ method }) => method).sort()).toEqual(names.sort());
});

it("has each method of the Python client", () => {
  expect(methodRows.filter(({ python }) => python).map(({ python }) => python)).toHaveLength(26);
});

it("the README's tables are those of the code", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(methodTable());
  expect(readme).toContain(pythonTable());
});
