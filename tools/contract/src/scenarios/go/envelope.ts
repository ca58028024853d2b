import type { Group } from "../../runner/scenario.ts";

const NO_ROUTE = "404 page not found\n";

export const goEnvelope: Group = {
  name: "go-envelope",
  title: "HTTP around the routes of the Go daemon",
  scenarios: [
    {
      id: "unknown-route-is-plain-404",
      rule: "An unknown path, a wrong method and a trailing slash return 404 in plain text, never 405.",
      on: "go",
      async steps({ call }) {
        for (const [method, path] of [
          ["GET", "/nowhere"],
          ["POST", "/nowhere"],
          ["GET", "/ask"],
          ["PUT", "/ask"],
          ["HEAD", "/ask"],
          ["OPTIONS", "/ask"],
          ["POST", "/ask/"],
          ["POST", "/peers/circle"],
          ["POST", "/response"],
          ["GET", "/openapi.json"],
          ["GET", "/docs"],
        ] as const) {
          (await call(method, path)).is(404, method === "HEAD" ? "" : NO_ROUTE);
        }
      },
    },
    {
      id: "below-peers",
      rule: "GET on an unknown route below `/peers/` returns a 404 in JSON.",
      on: "go",
      async steps({ get, call }) {
        for (const path of ["/peers/", "/peers/a%2Fb", "/peers/x/nope", "/peers/x/y/z"]) {
          (await get(path)).is(404, { detail: "Peer route not found" });
        }
        (await call("DELETE", "/peers/a%2Fb")).is(404, { detail: "Peer not found: a/b" });
      },
    },
    {
      id: "path-is-cleaned",
      rule: "A path with empty or dot segments is redirected to the clean path.",
      on: "go",
      async steps({ target, must, note }) {
        // `fetch` itself removes dot segments.
        const answer = await target.fetch(`${target.baseUrl}//peers`, { redirect: "manual" });
        note("GET //peers", "is redirected", [answer.status, answer.headers.get("location")]);
        must("307 to the clean path", answer.status === 307);
      },
    },
    {
      id: "any-method-on-health",
      rule: "`/health` takes every method, and reports no version.",
      on: "go",
      async steps({ call }) {
        for (const method of ["GET", "POST", "DELETE"]) {
          const answer = await call(method, "/health");
          answer.is(200, { status: "ok", version: undefined });
        }
        (await call("HEAD", "/health")).is(200);
      },
    },
    {
      id: "head-on-a-get-route",
      rule: "HEAD works on each GET route.",
      on: "go",
      async steps({ call }) {
        for (const path of ["/peers", "/events", "/jobs", "/schedules", "/spawn/config"]) {
          (await call("HEAD", path)).is(200, "");
        }
        (await call("HEAD", "/peers/nobody")).is(404);
      },
    },
    {
      id: "malformed-body-is-400",
      rule: "An empty body, invalid JSON and a field of a wrong type return 400 with one sentence.",
      on: "go",
      async steps({ call }) {
        const body = JSON.stringify;
        for (const raw of [
          "",
          "{",
          "nonsense",
          "[]",
          "5",
          '"text"',
          body({ to_peer: 5 }),
          body({ to_peer: ["x"] }),
          body({ text: {} }),
          body({ bypass_circle: "yes" }),
          body({ bypass_circle: 1 }),
        ]) {
          const answer = await call("POST", "/ask", { raw });
          answer.is(400, { detail: /^invalid JSON body: / });
        }
      },
    },
    {
      id: "missing-text-is-empty",
      rule: "A missing or null text counts as empty. No route returns 422 for it.",
      on: "go",
      async steps({ post }) {
        (await post("/ask", {})).is(404, { detail: "Unknown peer: " });
        (await post("/ask", { to_peer: null, text: null, from_peer: null })).is(404);
        (await post("/ack", {})).is(404, { detail: "No open ask with correlation_id: " });
        (await post("/answer", {})).is(404);
        (await post("/notify", {})).is(404);
        (await post("/query", {})).is(200, { error: "Unknown peer: " });
        (await post("/broadcast", {})).is(200);
      },
    },
    {
      id: "body-is-read-leniently",
      rule: "The content type does not matter, and keys match in any case. Unknown keys and text after the JSON are ignored.",
      on: "go",
      async steps({ call }) {
        const headers = { "content-type": "text/plain" };
        const unknown = { detail: "Unknown peer: nobody" };
        for (const raw of [
          '{"to_peer":"nobody","text":"x"}',
          '{"TO_PEER":"nobody","Text":"x"}',
          '{"to_peer":"other","to_peer":"nobody"}',
          '{"to_peer":"nobody"} and more',
          '{"to_peer":"nobody","colour":"red"}',
          '{"to_peer":"nobody"}{"to_peer":"other"}',
        ]) {
          (await call("POST", "/ask", { raw, headers })).is(404, unknown);
        }
        (await call("POST", "/ask", { raw: "null", headers })).is(404, {
          detail: "Unknown peer: ",
        });
      },
    },
    {
      id: "no-cors",
      rule: "No answer has a CORS header, and a preflight returns 404.",
      on: "go",
      async steps({ call, must }) {
        const origin = "https://example.org";
        const answer = await call("GET", "/peers/nobody-of-this-name", { headers: { origin } });
        must("no header", answer.headers["access-control-allow-origin"] === undefined);
        const headers = { origin, "access-control-request-method": "POST" };
        (await call("OPTIONS", "/ask", { headers })).is(404);
      },
    },
    {
      id: "escapes",
      rule: "`<`, `>`, `&` and U+2028 come back as they were sent.",
      on: "go",
      async steps({ peer, must }) {
        const [asker, worker] = [await peer("asker"), await peer("worker")];
        const text = "<b> & </b> \u2028 é \u{1F600}";
        (await asker.ask(worker, text)).is(200);
        const frame = await worker.receives({ type: "ask" });
        must("as it was sent", String(frame["text"]).startsWith(text));
      },
    },
  ],
};
