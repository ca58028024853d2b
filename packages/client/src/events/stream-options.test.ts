import { describe, expect, test } from "vitest";

import type { AuthToken } from "../options.ts";
import { RepowireClient } from "../client.ts";
import { answering } from "../../test/answering.ts";

/** A daemon without events. */
const fetch = answering((request: Request) =>
  Promise.resolve(
    request.url.endsWith("/stream")
      ? new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } })
      : Response.json([]),
  ),
);

describe("options that cannot work are refused at once", () => {
  const count = "must be a whole number above 0, or Infinity";

  test.for<[options: unknown, message: string]>([
    [null, "the options must be an object"],
    [{ since: 5 }, "since must be the id of an event, or left out"],
    [{ since: "" }, "since must be the id of an event"],
    [{ since: null }, "since must be the id of an event"],
    [{ types: "ask" }, "types must be an array of ask, "],
    [{ types: ["aks"] }, "types must be an array of ask, "],
    [{ types: ["toString"] }, ", unknown"],
    [{ signal: {} }, "signal must be an AbortSignal"],
    [{ maxWaiting: 0 }, `maxWaiting ${count}`],
    [{ maxWaiting: 2.5 }, `maxWaiting ${count}`],
    [{ maxWaiting: "10" }, `maxWaiting ${count}`],
    [{ maxWaitingCharacters: Number.NaN }, `maxWaitingCharacters ${count}`],
    [{ attempts: -1 }, `attempts ${count}`],
    [{ cursor: "event-1" }, 'there is no option "cursor", only since, types, signal, maxWaiting'],
  ])("%j", ([options, message]) => {
    const client = new RepowireClient({ fetch });
    const open = () => client.eventStream(options as object);
    expect(open).toThrow(TypeError);
    expect(open).toThrow(`eventStream: `);
    expect(open).toThrow(message);
  });

  test("the others are not", async () => {
    const client = new RepowireClient({ fetch });
    const stream = client.eventStream({
      since: undefined,
      types: ["ask", "unknown"],
      signal: new AbortController().signal,
      maxWaiting: Infinity,
      maxWaitingCharacters: 1,
      attempts: Infinity,
    });
    const next = stream.next();
    await client.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe("what the caller gave and does not work ends the stream, as it ends a call", () => {
  const thrown = new Error("the vault is closed");

  test.for<[name: string, authToken: AuthToken, failure: unknown]>([
    [
      "a function that throws",
      () => {
        throw thrown;
      },
      thrown,
    ],
    ["one that rejects", () => Promise.reject(thrown), thrown],
    ["a token that no header can carry", () => "a\nb", expect.any(TypeError)],
  ])("%s", async ([, authToken, failure]) => {
    const client = new RepowireClient({ fetch, authToken });
    const outcome = (call: Promise<unknown>) => call.catch((error: unknown) => error);
    expect(await outcome(client.listPeers())).toEqual(failure);
    const stream = client.eventStream();
    expect(await outcome(stream.next())).toEqual(failure);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test("a token that works for the stream and fails beside it", async () => {
    let calls = 0;
    const authToken = () => {
      if (++calls > 1) throw thrown;
      return "token";
    };
    const client = new RepowireClient({ fetch, authToken });
    await expect(client.eventStream({ since: "event-1" }).next()).rejects.toBe(thrown);
  });
});
