import { gzipSync } from "node:zlib";

import { DaemonConnectionError, DaemonHTTPError, DaemonResponseError } from "@repowire/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";
import { type Outcome, calls, outcomeOf } from "./outcome.ts";
import { RawDaemon, answerOf, chunkedHead } from "./raw-daemon.ts";

const peer = JSON.stringify({
  peer_id: "repow-docs-1a2b3c4d",
  name: "docs-codex",
  display_name: "docs-codex",
  backend: "codex",
  circle: "docs",
  role: "agent",
  status: "online",
});
const asked = '{"correlation_id":"ask-1a2b3c4d","error":null}';
const chunked = (body: string) =>
  Buffer.from(`${chunkedHead("200 OK")}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);

type Method = keyof typeof calls;
const answers: readonly [name: string, method: Method, answer: Buffer][] = [
  ["a length", "GET", answerOf("200 OK", peer)],
  ["a length", "POST", answerOf("200 OK", asked)],
  ["chunks", "GET", chunked(peer)],
  ["chunks", "POST", chunked(asked)],
  ["compression", "GET", answerOf("200 OK", gzipSync(peer), { "content-encoding": "gzip" })],
  ["an error", "GET", answerOf("404 Not Found", '{"detail":"Peer not found: docs-codex"}')],
  ["an error", "POST", answerOf("409 Conflict", '{"detail":"Ambiguous peer name"}')],
];

let daemon: RawDaemon;
let answer: Buffer = Buffer.alloc(0);
let cut = 0;
let end: "close" | "reset" = "close";

beforeAll(async () => {
  daemon = await RawDaemon.start((socket) => {
    if (cut === 0) return void (end === "close" ? socket.end() : socket.resetAndDestroy());
    socket.write(answer.subarray(0, cut), () => {
      if (end === "close") socket.end();
      else socket.resetAndDestroy();
    });
  });
});

afterAll(() => daemon.close());

/** Where to cut: at every byte in the nightly run, otherwise at every fourth and around the borders. */
function cutsOf(whole: Buffer, headers: number): number[] {
  const borders = [0, headers, whole.length];
  return Array.from({ length: whole.length + 1 }, (_, at) => at).filter(
    (at) => at % soak(1, 8) === 0 || borders.some((border) => Math.abs(at - border) <= 4),
  );
}

describe.each(["close", "reset"] as const)("cut at any byte, with a %s", (how) => {
  it.each(answers)("an answer with %s to %s", async (_, method, whole) => {
    [answer, end] = [whole, how];
    const headers = whole.indexOf("\r\n\r\n") + 4;
    const wrong: string[] = [];
    for (cut of cutsOf(whole, headers)) {
      daemon.requests.length = 0;
      const outcome = await outcomeOf(calls[method], { baseUrl: daemon.url, timeout: 20_000 });
      const { length } = daemon.requests;
      if (length !== 1 || !isRight(outcome, cut, whole, headers)) {
        wrong.push(
          `cut at ${cut} of ${whole.length}: ${length} requests, ${String(outcome.error)}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Whether the outcome is one that the caller can rely on, for what had arrived. */
function isRight({ error }: Outcome, at: number, whole: Buffer, headers: number): boolean {
  const failed = !whole.subarray(9, 12).equals(Buffer.from("200"));
  if (failed && error instanceof DaemonHTTPError) return at >= headers;
  // A reset may overtake the last bytes on their way.
  if (error === undefined) return at === whole.length && !failed;
  if (error instanceof DaemonResponseError) return at >= headers;
  const complete = at === whole.length && end === "close";
  return error instanceof DaemonConnectionError && error.delivery === "unknown" && !complete;
}
