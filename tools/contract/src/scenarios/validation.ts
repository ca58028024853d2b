import type { Json } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";

export const validation: Group = {
  name: "validation",
  title: "Requests that are not well formed",
  scenarios: [
    {
      id: "no-body",
      rule: "A route that needs a body reports `missing` at `body` without a body and for null.",
      ruleOf: "python",
      async steps({ call }) {
        for (const path of [
          "/peers",
          "/ask",
          "/ack",
          "/notify",
          "/broadcast",
          "/query",
          "/spawn",
        ]) {
          (await call("POST", path)).is(422, {
            detail: [{ type: "missing", loc: ["body"], input: null }],
          });
        }
        (await call("POST", "/ask", { body: null })).is(422);
      },
    },
    {
      id: "not-json",
      rule: "Malformed JSON returns `json_invalid` with the position and what was expected.",
      async steps({ call }) {
        const headers = { "content-type": "application/json" };
        for (const raw of [
          "{bad",
          "{",
          '{"a"}',
          '{"a":1,}',
          "[1,",
          "nul",
          '"open',
          '{"a":1} x',
          "{'a':1}",
          '{"a":\n  tru}',
          " ",
        ]) {
          await call("POST", "/ask", { raw, headers });
        }
      },
    },
    {
      id: "not-an-object",
      rule: "JSON that is not an object returns `model_attributes_type`.",
      ruleOf: "python",
      async steps({ call }) {
        for (const body of [[], [1], "text", 5, true]) {
          (await call("POST", "/ask", { body })).is(422, {
            detail: [{ loc: ["body"], input: body }],
          });
        }
      },
    },
    {
      id: "content-types",
      rule: "A body counts as JSON only if its content type says so.",
      ruleOf: "python",
      async steps({ call }) {
        const raw = '{"from_peer":"ghost","to_peer":"nobody","text":"x"}';
        for (const [type, status] of [
          ["application/json", 404],
          ["application/json; charset=utf-8", 404],
          ["APPLICATION/JSON", 404],
          ["application/vnd.api+json", 404],
          ["text/plain", 422],
          ["text/json", 422],
          ["application/x-www-form-urlencoded", 422],
          ["json", 422],
        ] as const) {
          (await call("POST", "/ask", { raw, headers: { "content-type": type } })).is(status);
        }
        const bytes = new TextEncoder().encode(raw);
        (await call("POST", "/ask", { raw: bytes, shownAs: "(bytes without a content type)" })).is(
          422,
        );
      },
    },
    {
      id: "numbers-and-strange-values",
      rule: "The daemon accepts JSON that only Python accepts: NaN, Infinity, duplicate keys and lone surrogates.",
      async steps({ call }) {
        const headers = { "content-type": "application/json" };
        const query = (rest: string) =>
          call("POST", "/query", { raw: `{"to_peer":"nobody","text":"x",${rest}}`, headers });
        await query('"timeout":NaN');
        await query('"timeout":Infinity');
        await query('"timeout":1e400');
        await query('"text":"second","text":5');
        await query('"from_peer":"\\ud83d\\ude00"');
      },
    },
    {
      id: "registration",
      rule: "Every field of a registration is checked, and the answer lists all invalid fields.",
      ruleOf: "python",
      async steps({ post, circle }) {
        const good = { name: "x", circle };
        const bad: Record<string, Json>[] = [
          {},
          { name: "" },
          { name: "a b" },
          { name: 5 },
          { name: null },
          { ...good, backend: "python" },
          { ...good, backend: null },
          { ...good, role: "king" },
          { ...good, turn_state: "confused" },
          { ...good, circle_source: "guess" },
          { ...good, circle: "a b" },
          { ...good, circle: "" },
          { ...good, circle: "c".repeat(65) },
          { ...good, circle: 5 },
          { ...good, metadata: [] },
          { ...good, metadata: null },
          { ...good, path: 5 },
          { ...good, agent_pid: "x" },
          { ...good, agent_pid: 1.5 },
          { ...good, machine: {} },
          {
            name: "a b",
            backend: "python",
            role: "king",
            circle: "a b",
            metadata: 5,
            agent_pid: [],
          },
        ];
        for (const body of bad) (await post("/peers", body)).is(422);
      },
    },
    {
      id: "coercions",
      rule: "Texts are converted to numbers and booleans as in Python. Other types are not converted to texts.",
      ruleOf: "python",
      async steps({ post, peer }) {
        const me = await peer("me");
        const ask = { from_peer: "ghost", to_peer: me.peer_id, text: "x" };
        for (const bypass_circle of ["yes", "on", "t", "1", 1, 1.0, "FALSE", "n", "off", 0]) {
          (await post("/notify", { ...ask, bypass_circle })).is(200);
        }
        for (const bypass_circle of [2, "maybe", "", null, [], 0.5]) {
          (await post("/notify", { ...ask, bypass_circle })).is(422, {
            detail: [{ loc: ["body", "bypass_circle"] }],
          });
        }
        const delta = { peer: "x", turn_id: "t" };
        for (const chunk_index of ["5", 5.0, " 7 ", "+3", true]) {
          await post("/events/chat_delta", { ...delta, chunk_index });
        }
        for (const chunk_index of [5.5, "5.5", "x", null, "", 1e30]) {
          await post("/events/chat_delta", { ...delta, chunk_index });
        }
        for (const text of [5, true, null, ["x"], {}]) {
          (await post("/notify", { ...ask, text })).is(422, { detail: [{ type: "string_type" }] });
        }
      },
    },
    {
      id: "unknown-keys",
      rule: "Unknown keys are ignored.",
      async steps({ post, circle, path }) {
        const body = { name: "x", circle, path: path("x"), colour: "red", display_name: "wish" };
        (await post("/peers", body)).is(200, { display_name: "x-claude-code" });
      },
    },
    {
      id: "query-parameters",
      rule: "Query parameters are checked in the same way, and unknown parameters are ignored.",
      async steps({ get, register }) {
        const { peer_id } = await register("me");
        await get(`/peers/${peer_id}/timeline?limit=0`);
        await get(`/peers/${peer_id}/timeline?limit=501`);
        await get(`/peers/${peer_id}/timeline?limit=x`);
        await get(`/peers/${peer_id}/timeline/search`);
        await get(`/peers/${peer_id}/timeline/search?q=`);
        await get(`/peers/${peer_id}/timeline/search?q=${"q".repeat(201)}`);
        await get(`/peers/${peer_id}/transcript?limit=0`);
        (await get(`/peers/${peer_id}?circle=a&circle=b&colour=red`)).is(200);
        await get("/peers?backend=codex&backend=python");
      },
    },
    {
      id: "nested-places",
      rule: "The location of an invalid list item contains its index.",
      ruleOf: "python",
      async steps({ post }) {
        const ask = { from_peer: "ghost", to_peer: "nobody", text: "x" };
        (await post("/ask", { ...ask, attachments: [{ id: "a" }, { size: "x" }] })).is(422, {
          detail: [{ loc: ["body", "attachments", 1, "size"] }],
        });
        const question = { kind: "choice", options: [{ id: 1 }, "x"], timeout_seconds: "soon" };
        await post("/ask", { ...ask, question });
        await post("/ask", { ...ask, question: "text" });
        await post("/ask", {
          ...ask,
          question: { kind: "text", default_answer: { outcome: "x" } },
        });
        await post("/ask-many", { from_peer: "ghost", to_peers: ["a", 5], text: "x" });
        await post("/events/chat", {
          peer: "x",
          role: "user",
          text: "x",
          tool_calls: [{ input: 5 }],
        });
      },
    },
    {
      id: "nested-too-deep",
      rule: "JSON with a thousand levels cannot be read, and metadata with more than 255 levels cannot be returned.",
      async steps({ call, register, get }) {
        const headers = { "content-type": "application/json" };
        const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
        for (const depth of [1100, 3000]) {
          const shownAs = `${depth} lists in each other`;
          const raw = nested(depth);
          (await call("POST", "/ask", { raw, headers, shownAs })).is(400);
        }
        const metadata = (depth: number) => ({ x: JSON.parse(nested(depth)) as Json });
        const { peer_id } = await register("deep", { metadata: metadata(3) });
        (await get(`/peers/${peer_id}`)).is(200);
        const body = { peer_name: peer_id, status: "online", metadata: metadata(300) };
        await call("POST", "/session/update", { body, shownAs: "300 lists in each other" });
      },
    },
  ],
};
