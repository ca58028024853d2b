import { type DaemonVersion, type Endpoint, endpoints } from "@repowire/protocol";
import type { Group } from "../runner/scenario.ts";

const ANONYMOUS = { headers: { authorization: null } };

export const tokens: Group = {
  name: "tokens",
  title: "A daemon with a token",
  config: () => ({ auth_token: "contract-token" }),
  scenarios: [
    {
      id: "is-needed",
      rule: "If a token is configured, a call without it or with another token returns 401.",
      ruleOf: "python",
      async steps({ call }) {
        const get = (authorization: string | null) =>
          call("GET", "/peers", { headers: { authorization } });
        (await get(null)).is(401, { detail: "Missing authorization header" });
        for (const wrong of ["Bearer ", "Bearer", "Basic Y29udHJhY3Q=", "contract-token"]) {
          (await get(wrong)).is(401);
        }
        for (const wrong of ["Bearer other", "Bearer contract-token x"]) {
          (await get(wrong)).is(401, { detail: "Invalid auth token" });
        }
        for (const right of [
          "Bearer contract-token",
          "bearer contract-token",
          "BEARER contract-token",
        ]) {
          (await get(right)).is(200);
        }
        (await call("GET", "/peers?token=contract-token", ANONYMOUS)).is(401);
        (
          await call("GET", "/peers", {
            headers: { authorization: null, "x-api-key": "contract-token" },
          })
        ).is(401);
      },
    },
    {
      id: "every-route-needs-it",
      rule: "All routes except `/health` need the token.",
      ruleOf: "python",
      async steps({ call, target }) {
        (await call("GET", "/health", ANONYMOUS)).is(200);
        const routes = (Object.values(endpoints) as readonly Endpoint[]).toSorted((left, right) =>
          `${left.path} ${left.method}` < `${right.path} ${right.method}` ? -1 : 1,
        );
        for (const { method, path, daemons } of routes) {
          if (path === "/health" || !daemons.includes(target.version as DaemonVersion)) continue;
          const route = path.replaceAll(/\{\w+\}/g, "x");
          (await call(method, route, ANONYMOUS)).is(401, {
            detail: "Missing authorization header",
          });
        }
      },
    },
    {
      id: "documents-do-not-need-it",
      rule: "The documents about the routes do not need the token.",
      ruleOf: "python",
      async steps({ caller, note }) {
        for (const path of ["/docs", "/redoc", "/openapi.json"]) {
          const answer = (await caller.quietly("GET", path, ANONYMOUS)).is(200);
          note("document", path, answer.headers);
        }
      },
    },
    {
      id: "order-of-the-checks",
      rule: "Unknown paths, wrong methods and malformed JSON are reported before a missing token. An invalid body is reported after it.",
      ruleOf: "python",
      async steps({ call }) {
        const headers = { authorization: null, "content-type": "application/json" };
        (await call("GET", "/nowhere", ANONYMOUS)).is(404);
        (await call("POST", "/nowhere", ANONYMOUS)).is(405);
        (await call("POST", "/ask", { raw: "{bad", headers })).is(422, {
          detail: [{ type: "json_invalid" }],
        });
        (await call("POST", "/ask", { raw: "{}", headers })).is(401);
        (await call("POST", "/ask", { body: {} })).is(422);
        (await call("GET", "/peers?backend=python", ANONYMOUS)).is(401);
      },
    },
    {
      id: "socket-needs-it-in-its-first-frame",
      rule: "A connection sends the token in `connect`. Without it or with another token it closes with 4001.",
      on: "python",
      async steps({ rawSocket, circle, path }) {
        const connect = { type: "connect", display_name: "me", circle, path: path("me") };
        const anonymous = (name: string) => {
          const socket = rawSocket(name);
          socket.credentials = {};
          return socket.opened();
        };
        for (const more of [
          {},
          { auth_token: "other" },
          { auth_token: "" },
          { auth_token: null },
        ]) {
          const socket = await anonymous("me");
          socket.send({ ...connect, ...more });
          await socket.receives({ type: "error", error: "Authentication failed" });
          await socket.ends(4001);
        }
        const odd = await anonymous("odd");
        odd.send({ ...connect, auth_token: 5 });
        await odd.ends(1006);
        const bad = await anonymous("bad");
        bad.send({ ...connect, circle: "a b" });
        await bad.receives({ error: "Authentication failed" });
        await bad.ends(4001);
        await rawSocket("good").connect({ ...connect, auth_token: "contract-token" });
      },
    },
    {
      id: "socket-ignores-headers",
      rule: "A token in a header of the upgrade is ignored.",
      on: "python",
      async steps({ rawSocket, circle, path }) {
        const connect = { type: "connect", display_name: "me", circle, path: path("me") };
        const right = rawSocket("right", { authorization: "Bearer contract-token" });
        right.credentials = {};
        await right.opened();
        right.send(connect);
        await right.receives({ type: "error", error: "Authentication failed" });
        await right.ends(4001);
        const wrong = rawSocket("wrong", { authorization: "Bearer other" });
        await wrong.connect({ ...connect, auth_token: "contract-token" });
      },
    },
    {
      id: "messages-travel",
      rule: "With the token everything works as on a daemon without one.",
      async steps({ peer }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).is(200).text("correlation_id");
        await worker.receives();
        (await worker.ack(correlation_id, { message: "y" })).is(200);
        await asker.receives({ type: "notify" });
      },
    },
  ],
};
