import { readErrorBody } from "@repowire/protocol";
import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const versions = ["0.14.17", "0.17.0"] as const;
const skipped = new Map<string, string | undefined>();
for (const version of versions) skipped.set(version, await skipReason(version));

type Call = readonly [method: string, path: string, body?: unknown];

const twice = "twice-claude-code";
const ask = { from_peer: "somebody", text: "x" };

// What a running daemon answers, and what is read of it: the status, the code and where it is from.
const calls: readonly (readonly [what: string, call: Call, expected: string])[] = [
  ["an unknown route", ["GET", "/nowhere"], "404 route_not_found by text"],
  ["an unknown method", ["DELETE", "/ask"], "405 route_not_found by shape"],
  ["an unknown peer", ["GET", "/peers/nobody"], "404 unknown_peer by text"],
  ["an ask to nobody", ["POST", "/ask", { ...ask, to_peer: "nobody" }], "404 unknown_peer by text"],
  [
    "a notification to nobody",
    ["POST", "/notify", { ...ask, to_peer: "nobody" }],
    "404 unknown_peer by daemon",
  ],
  ["a name of two", ["GET", `/peers/${twice}`], "409 ambiguous_peer by text"],
  ["an ask to two", ["POST", "/ask", { ...ask, to_peer: twice }], "409 ambiguous_peer by text"],
  [
    "a notification to two",
    ["POST", "/notify", { ...ask, to_peer: twice }],
    "409 ambiguous_peer by daemon",
  ],
  [
    "the end of two",
    ["POST", "/kill-peer", { peer_identifier: twice }],
    "409 ambiguous_peer by text",
  ],
  ["a query to two", ["POST", "/query", { ...ask, to_peer: twice }], "500 internal_error by shape"],
  [
    "a query to nobody",
    ["POST", "/query", { ...ask, to_peer: "nobody" }],
    "200 unknown_peer by text",
  ],
  [
    "an ask over a border",
    ["POST", "/ask", { from_peer: "one-claude-code", to_peer: "other-claude-code", text: "" }],
    "403 forbidden by text",
  ],
  [
    "a notification over a border",
    ["POST", "/notify", { from_peer: "one-claude-code", to_peer: "other-claude-code", text: "" }],
    "403 forbidden by daemon",
  ],
  [
    "an ask without a socket",
    ["POST", "/ask", { ...ask, to_peer: "one-claude-code" }],
    "503 no_live_transport by text",
  ],
  // The ask before it set the peer offline.
  [
    "a query to an offline peer",
    ["POST", "/query", { ...ask, to_peer: "one-claude-code" }],
    "200 offline by daemon",
  ],
  ["parameters that are missing", ["POST", "/ask", {}], "422 invalid_request by shape"],
  [
    "parameters that exclude each other",
    ["GET", "/asks/pending?peer_id=a&pane_id=b"],
    "400 invalid_request by shape",
  ],
  ["an ack of nothing", ["POST", "/ack", { correlation_id: "ask-0" }], "404 ask_not_found by text"],
  [
    "a command that is not configured",
    ["POST", "/spawn", { path: "/", command: "x" }],
    "403 command_unavailable by daemon",
  ],
  [
    "a spawn that is not allowed",
    ["POST", "/spawn", { path: "/", backend: "pi" }],
    "403 spawn_disabled by text",
  ],
  [
    "an unknown session",
    ["POST", "/sessions/none/controls/resume", {}],
    "404 session_not_found by daemon",
  ],
  ["an unknown attachment", ["GET", "/attachments/none"], "404 attachment_not_found by text"],
  ["an unknown trace", ["GET", "/traces/none"], "404 trace_not_found by text"],
  ["an unknown job", ["GET", "/jobs/work-0"], "404 job_not_found by text"],
  ["an unknown schedule", ["DELETE", "/schedules/sched-0"], "404 schedule_not_found by text"],
  [
    "an invalid certificate",
    ["POST", "/peers/identity/validate", { birth_certificate: { nonce: "x" }, backend: "pi" }],
    "409 invalid_certificate by text",
  ],
];

describe.each(versions)("what %s answers", (version) => {
  describe.skipIf(skipped.get(version))("is read without a look at its prose", () => {
    let daemon: RealDaemon;

    beforeAll(async () => {
      daemon = await startDaemon({ version });
      for (const circle of ["a", "b"]) await register("twice", circle);
      await register("one", "a");
      await register("other", "b");
    }, 60_000);

    afterAll(async () => {
      await daemon.stop();
    });

    async function register(folder: string, circle: string): Promise<void> {
      const body = { name: folder, path: `/w/${circle}/${folder}`, circle };
      expect((await send(["POST", "/peers", body])).status).toBe(200);
    }

    async function send([method, path, body]: Call): Promise<{ status: number; body: unknown }> {
      const answer = await fetch(daemon.url + path, {
        method,
        headers: { "content-type": "application/json", connection: "close" },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.startsWith("application/json");
      return { status: answer.status, body: isJson ? JSON.parse(text) : text };
    }

    test.each(calls)("to %s", async (_what, call, expected) => {
      const { status, body } = await send(call);
      const { code, codeSource, detail } = readErrorBody(status, body);
      expect(`${status} ${code} by ${codeSource}`).toBe(expected);
      expect(detail).toBeTypeOf("string");
    });

    test("to a missing and to a wrong token", async () => {
      await using guarded = await startDaemon({ version, config: { auth_token: "secret" } });
      const answers = await Promise.all(
        [{}, { authorization: "Bearer other" }].map((headers) =>
          fetch(`${guarded.url}/peers`, { headers }),
        ),
      );
      for (const answer of answers) {
        expect(readErrorBody(answer.status, await answer.json()).code).toBe("unauthorized");
      }
    }, 60_000);
  });
});
