import { RepowireClient } from "@repowire/client";
import { expect, test } from "vitest";

import { encodeJson } from "./encode-request.ts";

const half = "\ud83d";
const nested = (levels: number) => {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { more: value };
  return value;
};
const cycle: Record<string, unknown> = {};
cycle["self"] = { again: cycle };

class Reading {
  get value() {
    return 5;
  }
}

test.for<[name: string, metadata: unknown, says: string]>([
  [
    "half an emoji",
    { notes: ["good", `bad ${half}`] },
    "metadata.notes[1] contains half of a surrogate",
  ],
  ["half an emoji in a name", { [half]: 1 }, "metadata.\\u{d83d} contains half of a surrogate"],
  ["too many levels", nested(200), "is nested more than 200 levels deep"],
  ["undefined in a list", { rooms: [undefined] }, "metadata.rooms[0] must not be undefined"],
  ["a cycle", cycle, "metadata.self.again must not contain itself"],
  ["a Map", { rooms: new Map([["a", 1]]) }, "metadata.rooms must be a plain object or an array"],
  ["a Set", { rooms: new Set([1]) }, "metadata.rooms must be a plain object or an array"],
  ["getters of a class", { now: new Reading() }, "metadata.now must be a plain object"],
  ["a bigint", { size: 1n }, "metadata.size must not be a bigint"],
  ["a function", { run: () => 1 }, "metadata.run must not be a function"],
  ["no number", { size: Number.NaN }, "metadata.size must be a finite number"],
])("%s is refused by its field, and nothing is sent", async ([, metadata, says]) => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  const call = client.registerPeer({
    name: "a",
    path: "/a",
    circle: "c",
    metadata: metadata as Record<string, unknown>,
  });
  await expect(call).rejects.toThrow(TypeError);
  await expect(call).rejects.toThrow(/^registerPeer: /);
  await expect(call).rejects.toThrow(says);
});

test.for<[name: string, call: (client: RepowireClient) => Promise<unknown>, field: string]>([
  [
    "a body",
    (client) => client.setDescription("a", { description: half }),
    "description contains half",
  ],
  ["a path", (client) => client.getPeer(half), "identifier contains half"],
  ["a query", (client) => client.listPeers({ circle: half }), "circle contains half"],
  [
    "a free route",
    (client) => client.request({ method: "POST", path: "/x", json: { a: [half] } }),
    "a[0] contains half",
  ],
  [
    "the query of a free route",
    (client) => client.request({ method: "GET", path: "/x", query: { a: half } }),
    "a contains half",
  ],
])("half an emoji in %s names the field", async ([, call, field]) => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  await expect(call(client)).rejects.toThrow(field);
});

test("what JSON shows as a whole is sent as it is", () => {
  const value = {
    text: "😀 \u0000",
    nothing: null,
    absent: undefined,
    date: new Date(0),
    url: new URL("http://a/"),
    list: [1, true, "x", null],
    deep: nested(199),
  };
  expect(encodeJson(value)).toBe(JSON.stringify(value));
  const shared = { a: 1 };
  expect(encodeJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
});

test.for<[route: object, says: string]>([
  [{ method: "POST", path: "/x", body: { a: 1 } }, 'request: there is no option "body"'],
  [{ method: "POST", path: "/x", jsno: 1 }, 'did you mean "json"?'],
  [{ method: "HEAD", path: "/x" }, "request: method must be"],
  [{ path: "/x" }, "request: method and path must be given"],
  [{ method: "GET", path: "x" }, "request: path must"],
  [{ method: "GET", path: "/x", query: [] }, "request: query must be an object"],
])("the free route %j is refused", async ([route, says]) => {
  const client = new RepowireClient({ fetch: () => expect.unreachable() });
  await expect(client.request(route as never)).rejects.toThrow(TypeError);
  await expect(client.request(route as never)).rejects.toThrow(says);
});

test.for(["eventStream", "downloadAttachment", "uploadAttachment"] as const)(
  "request() leaves %s to its method",
  async (name) => {
    const client = new RepowireClient({ fetch: () => expect.unreachable() });
    const call = client.request(
      name as "health",
      { attachment_id: "a", file: new Blob() } as never,
    );
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(`${name}: use the method`);
  },
);
