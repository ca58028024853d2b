import type { Group } from "../runner/scenario.ts";

export const envelope: Group = {
  name: "envelope",
  title: "HTTP around the routes",
  scenarios: [
    {
      id: "health",
      rule: "`/health` reports the version and the state of the daemon's parts.",
      ruleOf: "python",
      async steps({ get, target }) {
        (await get("/health")).is(200, { status: "ok", version: target.version });
        await get("/health?colour=red");
      },
    },
    {
      id: "unknown-path",
      rule: "An unknown path returns 404 for GET and 405 for other methods, because the dashboard serves all other paths.",
      ruleOf: "python",
      async steps({ call }) {
        (await call("GET", "/nowhere")).is(404, { detail: "Not Found" });
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          (await call(method, "/nowhere")).is(405, { detail: "Method Not Allowed" });
        }
      },
    },
    {
      id: "wrong-method",
      rule: "A known path with a wrong method returns 404 for GET and 405 for other methods.",
      async steps({ call }) {
        for (const [method, path] of [
          ["GET", "/ask"],
          ["GET", "/notify"],
          ["PUT", "/ask"],
          ["DELETE", "/ask"],
          ["PATCH", "/peers"],
          ["POST", "/health"],
          ["PUT", "/peers/me"],
          ["POST", "/peers/me"],
          ["POST", "/events"],
        ] as const) {
          await call(method, path);
        }
      },
    },
    {
      id: "head",
      rule: "No route accepts HEAD.",
      on: "python",
      async steps({ call }) {
        for (const path of ["/health", "/peers", "/events/stream", "/", "/nowhere"]) {
          const { status } = await call("HEAD", path);
          if (status !== 404 && status !== 405) throw new Error(`HEAD ${path} is ${status}`);
        }
      },
    },
    {
      id: "dashboard",
      rule: "The daemon serves a page for people at the root and at its own path.",
      ruleOf: "python",
      async steps({ caller, note }) {
        for (const path of ["/", "/dashboard"]) {
          const answer = (await caller.quietly("GET", path)).is(200, /^<!DOCTYPE html>/i);
          note("page", path, answer.headers["content-type"]);
        }
      },
    },
    {
      id: "no-mcp-by-itself",
      rule: "`/mcp` does not exist unless it is configured.",
      ruleOf: "python",
      async steps({ call }) {
        const body = { jsonrpc: "2.0", id: 1, method: "ping" };
        (await call("POST", "/mcp", { body })).is(405);
        (await call("GET", "/mcp")).is(404);
      },
    },
    {
      id: "trailing-slash",
      rule: "A path with a trailing slash is another path. Nothing is redirected.",
      ruleOf: "python",
      async steps({ call, post }) {
        (await call("GET", "/peers/")).is(404);
        (await call("GET", "/health/")).is(404);
        (await post("/ask/", {})).is(405);
        (await call("GET", "/peers//")).is(404);
        await call("GET", "//peers");
      },
    },
    {
      id: "encoded-slash",
      rule: "An encoded slash is never part of a name.",
      ruleOf: "python",
      async steps({ call, register }) {
        (await call("GET", "/peers/a%2Fb")).is(404, { detail: "Not Found" });
        const { peer_id } = await register("me");
        (await call("GET", "/peers/me%2Dclaude%2Dcode")).is(200, { peer_id });
        (await call("GET", "/peers/%20")).is(404, { detail: "Peer not found:  " });
        (await call("GET", "/peers/%C3%BC%22%27")).is(404, { detail: "Peer not found: ü\"'" });
      },
    },
    {
      id: "documents",
      rule: "Everybody may read the documents of the interface.",
      ruleOf: "python",
      async steps({ caller, must }) {
        for (const path of ["/docs", "/redoc", "/openapi.json"]) {
          const { status } = await caller.quietly("GET", path);
          must(`${path} is there`, status === 200);
        }
      },
    },
    {
      id: "no-shutdown",
      rule: "The shutdown route cannot be reached, because the dashboard takes its path.",
      on: "python",
      async steps({ post }) {
        (await post("/shutdown")).is(405, { detail: "Method Not Allowed" });
      },
    },
    {
      id: "options",
      rule: "OPTIONS without the headers of a preflight returns 405.",
      ruleOf: "python",
      async steps({ call }) {
        (await call("OPTIONS", "/peers")).is(405);
        (await call("OPTIONS", "/nowhere")).is(405);
      },
    },
    {
      id: "preflight",
      rule: "A preflight from the dashboard's own origins is allowed. Any other preflight returns 400.",
      ruleOf: "python",
      async steps({ call }) {
        const preflight = (origin: string, method = "POST", asked?: string) =>
          call("OPTIONS", "/ask", {
            headers: {
              origin,
              "access-control-request-method": method,
              ...(asked && { "access-control-request-headers": asked }),
            },
          });
        for (const port of [3000, 8377]) {
          (await preflight(`http://localhost:${port}`)).is(200, "OK");
          (await preflight(`http://127.0.0.1:${port}`)).is(200, "OK");
        }
        (await preflight("http://localhost:3000", "POST", "authorization,x-other")).is(200, "OK");
        (await preflight("http://localhost:3000", "BREW")).is(400);
        (await preflight("http://localhost:5173")).is(400, "Disallowed CORS origin");
        (await preflight("https://localhost:3000")).is(400);
      },
    },
    {
      id: "foreign-origin",
      rule: "A request from a foreign page is executed, but the page may not read the answer.",
      async steps({ call, circle }) {
        for (const origin of ["http://localhost:3000", "https://example.org"]) {
          const body = { name: "x", circle, path: `/w/${circle}/x` };
          (await call("POST", "/peers", { body, headers: { origin } })).is(200);
          await call("GET", "/nowhere", { headers: { origin } });
        }
      },
    },
    {
      id: "plain-500",
      rule: "An unexpected error returns 500 in plain text.",
      on: "python",
      async steps({ register, post, circle, path }) {
        await register("twin");
        await register("twin", { path: path("twin"), circle: `${circle}-b` });
        const answer = await post("/query", { to_peer: "twin-claude-code", text: "x" });
        answer.is(500, "Internal Server Error");
        if (answer.headers["content-type"] !== "text/plain; charset=utf-8")
          throw new Error("no text");
      },
    },
    {
      id: "no-headers-at-a-plain-500",
      rule: "An unexpected error has no CORS headers for any origin.",
      ruleOf: "python",
      async steps({ peer, post }) {
        const worker = await peer("worker");
        worker.receipt = { status: {} };
        const ask = { from_peer: "ghost", to_peer: worker.peer_id, text: "x" };
        const headers = { origin: "http://localhost:3000" };
        (await post("/ask", ask, { headers })).is(500, "Internal Server Error");
      },
    },
  ],
};
