import { describe, expect, test } from "vitest";

import { readErrorBody } from "./error-codes.ts";

const notify = { ok: false, delivered: false, queued: false };

describe("readErrorBody", () => {
  test.each<[shape: string, status: number, body: unknown, expected: unknown[]]>([
    [
      "a sentence",
      404,
      { detail: "Peer not found: x" },
      ["Peer not found: x", "unknown_peer", "text"],
    ],
    ["a sentence we do not know", 404, { detail: "No luck" }, ["No luck", undefined, undefined]],
    ["no such route", 404, { detail: "Not Found" }, ["Not Found", "route_not_found", "text"]],
    [
      "no such method",
      405,
      { detail: "Method Not Allowed" },
      ["Method Not Allowed", "route_not_found", "shape"],
    ],
    [
      "no attachment yet",
      404,
      { detail: "Not found" },
      ["Not found", "attachment_not_found", "text"],
    ],
    [
      "a late reply",
      410,
      { detail: "Ask ask-1 is already closed; …" },
      ["Ask ask-1 is already closed; …", "ask_closed", "text"],
    ],
    [
      "a token that is missing",
      401,
      { detail: "Missing authorization header" },
      ["Missing authorization header", "unauthorized", "shape"],
    ],
    ...(
      [
        [404, "404 page not found\n", "route_not_found"],
        [404, { detail: "Peer route not found" }, "route_not_found"],
        [409, { detail: 'ambiguous peer name "x": matches in circles [a b].' }, "ambiguous_peer"],
        [400, { detail: 'ambiguous peer name "x": matches in circles [a b].' }, "ambiguous_peer"],
        [200, { error: 'ambiguous peer name "x": matches in circles [a b].' }, "ambiguous_peer"],
        [
          403,
          { ...notify, reason: "forbidden", detail: 'ambiguous peer name "x"' },
          "ambiguous_peer",
        ],
        [409, { detail: "peer: retired peer_id cannot be reclaimed" }, "peer_retired"],
        [403, { detail: "pane-backed runtime registration rejected: x" }, "pane_claim_rejected"],
        [409, { detail: "peer: pane claim rejected (x)" }, "pane_claim_rejected"],
        [200, { error: "hub: peer not connected: repow-a-0" }, "no_live_transport"],
        [503, { detail: "Peer x has no live connection: hub: x" }, "no_live_transport"],
        [404, { detail: "session_not_found" }, "session_not_found"],
        [404, { detail: "session_not_found: rw-session-0" }, "session_not_found"],
        [409, { detail: "resume_unavailable: stale" }, "resume_unavailable"],
        [409, { detail: "active_executor: session has one" }, "active_executor"],
        [422, { detail: "Circle is required; choose one" }, "circle_required"],
        [422, { detail: "circle is required; pass --circle" }, "circle_required"],
        [422, { detail: "cannot ask the calling peer" }, "self_ask"],
        [400, { detail: "attempt_id is required for x" }, "attempt_required"],
        [400, { detail: "terminal work x cannot be changed" }, "job_state"],
        [502, "No daemon connected", "relay_no_daemon"],
      ] as const
    ).map(([status, body, code]): [string, number, unknown, unknown[]] => [
      `a sentence of Go: ${code}`,
      status,
      body,
      [expect.any(String), code, "text"],
    ]),
    ["a relay that has no answer", 504, "", [undefined, "relay_timeout", "shape"]],
    [
      "a key that the relay does not know",
      401,
      "Invalid API key",
      ["Invalid API key", "unauthorized", "shape"],
    ],
    ["a redirect of the relay", 302, "", [undefined, "redirected", "shape"]],
    [
      "a peer that cannot be addressed",
      409,
      { detail: { error: "peer_not_addressable", hint: "no", reason: "sub-agent" } },
      ["no", "peer_not_addressable", "daemon"],
    ],
    [
      "a code and a hint",
      503,
      { detail: { error: "injection_failed", hint: "no", correlation_id: "ask-1" } },
      ["no", "injection_failed", "daemon"],
    ],
    [
      "a code and a message",
      409,
      { detail: { error: "resume_unavailable", message: "no" } },
      ["no", "resume_unavailable", "daemon"],
    ],
    [
      "a code alone",
      403,
      { detail: { error: "not_the_asker", asker: "a" } },
      ["not_the_asker", "not_the_asker", "daemon"],
    ],
    [
      "a sentence in place of a code",
      409,
      { detail: { error: "Ambiguous peer identifier: x", candidates: [] } },
      ["Ambiguous peer identifier: x", "ambiguous_peer", "text"],
    ],
    [
      "validation items",
      422,
      {
        detail: [
          { type: "missing", loc: ["body", "text"], msg: "Field required" },
          { type: "value_error", loc: ["body"], msg: "no" },
        ],
      },
      ["text: Field required; no", "invalid_request", "shape"],
    ],
    [
      "notify's flat object",
      404,
      { ...notify, status: "not_found", reason: "unknown_peer", detail: "Unknown peer: x" },
      ["Unknown peer: x", "unknown_peer", "daemon"],
    ],
    [
      "plain text",
      500,
      "Internal Server Error",
      ["Internal Server Error", "internal_error", "shape"],
    ],
    [
      "a query that failed with 200",
      200,
      { text: null, error: "Timeout waiting for x", status: null },
      ["Timeout waiting for x", "timeout", "text"],
    ],
    [
      "a query that was refused with 200",
      200,
      { error: "Peer 'x' is busy", status: "busy" },
      ["Peer 'x' is busy", "busy", "daemon"],
    ],
    [
      "a relay's page",
      502,
      "<html><body>Bad gateway</body></html>",
      [undefined, undefined, undefined],
    ],
    ["a relay's redirection", 302, "", [undefined, "redirected", "shape"]],
    ["another server's JSON", 418, [1, 2], [undefined, undefined, undefined]],
    ["null", 503, null, [undefined, undefined, undefined]],
  ])("reads %s", (_shape, status, body, expected) => {
    const { detail, code, codeSource } = readErrorBody(status, body);
    expect([detail, code, codeSource]).toEqual(expected);
  });
});
