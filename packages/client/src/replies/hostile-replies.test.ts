import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { answering } from "../../test/answering.ts";
import { RepowireClient } from "../client.ts";
import { preload } from "../parts.ts";
import type { RepowireClientOptions } from "../options.ts";
import type { AskMany } from "./ask-many.ts";

type Answer = (correlation_id: string) => Response | Promise<Response>;

const pending = (correlation_id: string) =>
  Response.json({ correlation_id, status: "pending", reply: null });
const resolved = (correlation_id: string) =>
  Response.json({
    correlation_id,
    status: "resolved",
    reply: "8377",
    close_reason: "ack_with_msg",
    attachments: [{ id: "a", filename: "f" }],
  });
const away = () => Promise.reject(new TypeError("fetch failed"));
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
const html = { "content-type": "text/html" };

/** A client of a daemon whose waits are answered in turn, and then always with the last answer. */
function scene(
  waits: readonly Answer[],
  others: Record<string, Answer> = {},
  options: RepowireClientOptions = {},
) {
  const requests: { readonly name: string; readonly at: number }[] = [];
  let [asks, waited] = [0, 0];
  const routes: Record<string, Answer> = {
    wait: (id) => waits[Math.min(waited++, waits.length - 1)]!(id),
    ask: () => Response.json({ correlation_id: `ask-${++asks}`, error: null }),
    events: () => Response.json([]),
    stream: () =>
      new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }),
    pending: () => Response.json({ asks: [] }),
    ...others,
  };
  const client = new RepowireClient({
    ...options,
    fetch: answering((request) => {
      const parts = new URL(request.url).pathname.split("/");
      const name = parts.at(-1) ?? "";
      requests.push({ name, at: Date.now() });
      return (
        routes[name]?.(parts[2] ?? "") ?? Response.json({ detail: "Not Found" }, { status: 404 })
      );
    }),
  });
  const ask = () =>
    client.ask({ from_peer: "repow-d-00000001", to_peer: "repow-d-00000002", text: "?" });
  const times = (name: string) => requests.filter((each) => each.name === name).map(({ at }) => at);
  return { client, ask, times };
}

// What loads on first use takes real time.
beforeAll(preload);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe.for(["strict", "off"] as const)(
  "with validation %s, the first wait is answered by something in the daemon's place",
  (validation) => {
    test.for<[what: string, answer: Answer]>([
      ["a 404 of a proxy", () => new Response("404 page not found\n", { status: 404 })],
      ["a web page", () => new Response("<html>Not Found", { status: 404, headers: html })],
      ["a 405", () => new Response("Method Not Allowed", { status: 405 })],
      ["a redirect", () => new Response(null, { status: 302, headers: { location: "/login" } })],
      ["an empty 200", () => new Response("")],
      ["null", () => Response.json(null)],
      ["another object", () => Response.json({ ok: true })],
      ["another status", () => Response.json({ status: "ok" })],
      ["a list", () => Response.json([])],
    ])("once: %s", async ([, answer]) => {
      const { client, ask, times } = scene([answer, pending, resolved], {}, { validation });
      const reply = (await ask()).reply();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await reply).toMatchObject({ status: "answered", text: "8377" });
      const later = (await ask()).reply();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await later).toMatchObject({ status: "answered", text: "8377" });
      expect(times("wait")).toHaveLength(4);
      await client.close();
    });

    test("always: the reply fails after five", async () => {
      const { client, ask, times } = scene([() => Response.json({ ok: true })], {}, { validation });
      const reply = failure((await ask()).reply());
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await reply).toMatchObject({ name: "DaemonResponseError" });
      expect(times("wait")).toHaveLength(5);
      await client.close();
    });

    test("again and again, with something else in between: the wait goes on", async () => {
      const page = () => new Response("<html>", { status: 404, headers: html });
      const busy = () => Response.json({ detail: "busy" }, { status: 503 });
      const { client, ask } = scene([
        page,
        page,
        page,
        page,
        busy,
        page,
        page,
        away,
        page,
        pending,
        resolved,
      ]);
      const reply = (await ask()).reply();
      await vi.advanceTimersByTimeAsync(120_000);
      expect(await reply).toMatchObject({ status: "answered" });
      await client.close();
    });
  },
);

describe("a daemon that asks for time", () => {
  const busy = (seconds?: number) => () =>
    Response.json(
      { detail: "busy" },
      { status: 503, ...(seconds && { headers: { "retry-after": String(seconds) } }) },
    );

  test("gets it once", async () => {
    const { client, ask, times } = scene([busy(30), busy(), busy(), resolved]);
    const reply = (await ask()).reply();
    await vi.advanceTimersByTimeAsync(29_900);
    expect(times("wait")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(await reply).toMatchObject({ status: "answered" });
    await client.close();
  });

  test("gets it, whoever comes and goes meanwhile", async () => {
    const { client, ask, times } = scene([busy(30), busy(30), busy(30), resolved]);
    const asks = [await ask(), await ask(), await ask()];
    const replies = asks.map((each, index) => each.reply({ timeout: 1_000 * (index + 1) }));
    await vi.advanceTimersByTimeAsync(4_000);
    for (const reply of replies) {
      expect(await reply).toMatchObject({ status: "pending", error: { status: 503 } });
    }
    const begun = times("wait").length;
    const last = (await ask()).reply();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(times("wait")).toHaveLength(begun);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await last).toMatchObject({ status: "answered" });
    await client.close();
  });

  test("is asked by one at a time after that", async () => {
    let open = 0;
    let most = 0;
    const slow: Answer = async () => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 500));
      open -= 1;
      return busy()();
    };
    const { client, ask } = scene([busy(), slow]);
    const first = (await ask()).reply({ timeout: 60_000 });
    await vi.advanceTimersByTimeAsync(1);
    const others = [];
    for (let count = 0; count < 50; count += 1) {
      others.push((await ask()).reply({ timeout: 1_000 + 100 * count }));
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(most).toBe(1);
    expect(await first).toMatchObject({ status: "pending" });
    await Promise.all(others);
    await client.close();
  });
});

test("a new reply() after a refusal gets no old error", async () => {
  const detail = { error: "not_the_asker", correlation_id: "ask-1", asker: "x" };
  const { client, ask } = scene([() => Response.json({ detail }, { status: 403 }), resolved]);
  const asked = await ask();
  const again = async () => {
    await asked.reply().catch(() => undefined);
    return await asked.reply();
  };
  const replies = [again(), again(), again()];
  await vi.advanceTimersByTimeAsync(1_000);
  for (const reply of replies) expect(await reply).toMatchObject({ status: "answered" });
  await client.close();
});

test.for<[what: string, children: unknown]>([
  ["no list", {}],
  ["nothing in it", [null, 7]],
])(
  "asks to many with children that make no sense are sent all the same: %s",
  async ([, children]) => {
    const client = new RepowireClient({
      validation: "off",
      fetch: answering(() => Response.json({ parent_id: "many-1", children })),
    });
    const asks = await client.askMany({ from_peer: "a", to_peers: ["b", "c"], text: "?" });
    expect(asks.parent_id).toBe("many-1");
    expect(await asks.all()).toEqual([]);
    await client.close();
  },
);

test("a list of open asks that makes no sense ends no wait", async () => {
  const answers = [{}, { asks: null }, { asks: [null] }, [], { asks: [] }];
  let listed = 0;
  const { client, ask } = scene([() => new Promise<never>(() => undefined)], {
    wait: (id) => pending(id),
    pending: () => Response.json(answers[listed++ % answers.length]),
  });
  const asks = [];
  for (let count = 0; count < 40; count += 1) asks.push(await ask());
  const replies = asks.map((each) => each.reply({ timeout: 120_000 }));
  await vi.advanceTimersByTimeAsync(121_000);
  for (const reply of replies) expect(await reply).toMatchObject({ status: "pending" });
  await client.close();
});

test("a list of open asks that fails once is asked for again", async () => {
  const checked = new Set<string>();
  let lists = 0;
  const { client, ask } = scene(
    [],
    {
      wait: (id) => {
        const isFirst = !checked.has(id);
        checked.add(id);
        if (isFirst) return pending(id);
        return id === "ask-40" ? resolved(id) : new Promise<never>(() => undefined);
      },
      pending: () => {
        if (lists++ === 0) return new Response("", { status: 503 });
        const open = [...checked].filter((id) => id !== "ask-40");
        return Response.json({ asks: open.map((correlation_id) => ({ correlation_id })) });
      },
    },
    { validation: "off" },
  );
  const replies = [];
  for (let count = 0; count < 40; count += 1) {
    const { reply } = await ask();
    replies.push(reply({ timeout: 30_000 }));
  }
  await vi.advanceTimersByTimeAsync(31_000);
  expect(await replies.pop()).toMatchObject({ status: "answered" });
  for (const reply of replies) expect(await reply).toMatchObject({ status: "pending" });
  await client.close();
});

test("a daemon without waits that fails for a moment has not forgotten an ask", async () => {
  const answers = [503, 429, 422];
  const answer = () => Response.json({ detail: "no" }, { status: answers.shift() ?? 422 });
  const { client, ask, times } = scene([noRoute], { answer });
  const reply = (await ask()).reply({ timeout: 300_000 });
  await vi.advanceTimersByTimeAsync(200_000);
  expect(await reply).toMatchObject({ status: "lost", reason: "reply_not_kept" });
  expect(times("answer")).toHaveLength(3);
  await client.close();
});

test("waits are used when a daemon that has them takes the place of one that has none", async () => {
  const answer = () => Response.json({ detail: "no" }, { status: 422 });
  const { client, ask } = scene([noRoute, resolved], { answer });
  const first = (await ask()).reply({ timeout: 20_000 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await first).toMatchObject({ status: "lost" });
  const second = (await ask()).reply({ timeout: 20_000 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await second).toMatchObject({ status: "answered", text: "8377" });
  await client.close();
});

const noRoute = () => Response.json({ detail: "Not Found" }, { status: 404 });

test("a daemon that has waits may twice seem to have none", async () => {
  const { client, ask, times } = scene([pending, noRoute, noRoute, resolved]);
  const reply = (await ask()).reply({ timeout: 20_000 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await reply).toMatchObject({ status: "answered", text: "8377" });
  expect(times("answer")).toEqual([]);
  await client.close();
});

test("a daemon without waits that refuses its events ends every wait with that", async () => {
  const stream = () => Response.json({ detail: "Not authenticated" }, { status: 401 });
  const { client, ask } = scene([noRoute], { stream });
  const replies = [await ask(), await ask()].map(({ reply }) => failure(reply()));
  await vi.advanceTimersByTimeAsync(1_000);
  for (const reply of replies) expect(await reply).toMatchObject({ status: 401 });
  await client.close();
});

test.for<[what: string, inbound: number, reply: object]>([
  ["an open ask that the daemon does not list", 10, { status: "pending" }],
  ["an ask that is in no list", 2, { status: "lost", reason: "unknown_ask" }],
])("a question for a text, without waits: %s", async ([, inbound, expected]) => {
  const row = { correlation_id: "other" };
  const lists = [10, inbound];
  let listed = 0;
  const list = () => Response.json({ asks: Array(lists[listed++ % 2]).fill(row) });
  const options = { validation: "off" } as const;
  const { client, times } = scene([noRoute], { pending: list }, options);
  const question = { kind: "text", prompt: "?" } as const;
  const peers = { from_peer: "repow-d-00000001", to_peer: "repow-d-00000002" };
  const ask = await client.ask({ ...peers, text: "?", question });
  const reply = ask.reply({ timeout: 20_000 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await reply).toMatchObject(expected);
  // Any answer would be accepted, so none is tried.
  expect(times("answer")).toEqual([]);
  await client.close();
});

test("with two connections, the search in the events waits for one too", async () => {
  let [open, most] = [0, 0];
  const counted = async (response: Response, milliseconds = 100) => {
    most = Math.max(most, (open += 1));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    open -= 1;
    return response;
  };
  const event = {
    id: "event-1",
    type: "ask",
    timestamp: "2026-11-23T13:39:34+00:00",
    from: "d-codex",
    text: "8377",
    correlation_id: "ask-9",
    reply_to: "ask-1",
  };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      most = open = 1;
      const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
      setTimeout(() => controller.enqueue(bytes), 2_000);
    },
  });
  const { client, ask, times } = scene(
    [noRoute],
    {
      stream: () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
      pending: () => counted(Response.json({ asks: [{ correlation_id: "ask-1" }] })),
      answer: () => counted(Response.json({ detail: "no" }, { status: 422 })),
      events: () => counted(Response.json([])),
      "ask-9": () => counted(Response.json({ stages: [] }), 5_000),
    },
    { validation: "off", maxConnections: 2 },
  );
  const replies = [await ask(), await ask()].map(({ reply }) => reply({ timeout: 20_000 }));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await replies[0]).toMatchObject({ status: "answered", reply_ask: "ask-9" });
  expect(await replies[1]).toMatchObject({ status: "lost", reason: "reply_not_kept" });
  expect([times("answer").length, times("events").length, times("ask-9").length]).toEqual([
    1, 1, 1,
  ]);
  expect(most).toBe(2);
  await client.close();
});

test("with two connections, a reply that only a wait tells of is found", async () => {
  const { client, ask } = scene([pending, pending, resolved], {}, { maxConnections: 2 });
  void client.eventStream().next();
  const replies = [(await ask()).reply(), (await ask()).reply()];
  await vi.advanceTimersByTimeAsync(60_000);
  for (const reply of replies) expect(await reply).toMatchObject({ status: "answered" });
  await client.close();
});

const silent: Answer = () => new Promise<never>(() => undefined);
const three = {
  "ask-many": () => {
    const children = ["b", "c", "d"].map((peer) => ({ peer, correlation_id: `ask-${peer}` }));
    return Response.json({ parent_id: "many-1", children });
  },
  health: () => Response.json({ status: "ok", version: "0.17.0", relay_mode: false }),
};
const many = { from_peer: "a", to_peers: ["b", "c", "d"], text: "?" };

test("a reader of the replies of many that goes away while it waits ends all searches", async () => {
  const { client } = scene([silent], three);
  const replies = (await client.askMany(many)).replies({ timeout: Infinity });
  const next = replies.next();
  await vi.advanceTimersByTimeAsync(10);
  const ended = replies.return(undefined);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await ended).toEqual({ done: true, value: undefined });
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await replies.next()).toEqual({ done: true, value: undefined });
  expect(vi.getTimerCount()).toBe(0);
});

test.for<[method: string, wait: (asks: AskMany, options: object) => Promise<unknown>]>([
  ["all", (asks, options) => asks.all(options)],
  ["first", (asks, options) => asks.first(options)],
  ["replies", (asks, options) => asks.replies(options).next()],
  ["quorum", (asks, options) => asks.quorum(2, options)],
  // More than there are peers.
  ["quorum", (asks, options) => asks.quorum(4, options)],
])("options of %s that cannot work are refused in its name", async ([method, wait]) => {
  const { client, times } = scene([silent], three);
  const asks = await client.askMany(many);
  for (const options of [{ timeout: -1 }, { timeuot: 1 }, { signal: {} }]) {
    const error = await failure(wait(asks, options));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`TypeError: ${method}: `);
  }
  expect(times("wait")).toEqual([]);
  await client.close();
});

test.for([null, 0, "", false, Number.NaN])(
  "a signal with the reason %j ends every wait with it",
  async (reason) => {
    const { client, ask } = scene([silent], three);
    const asks = await client.askMany(many);
    const { reply } = await ask();
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const waits = [
      reply(options),
      asks.all(options),
      asks.quorum(2, options),
      asks.replies(options).next(),
      client.eventStream(options).next(),
    ].map((wait) =>
      wait.then(
        (value): unknown => ["resolved", value],
        (error: unknown) => ["rejected", error],
      ),
    );
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(reason);
    await vi.advanceTimersByTimeAsync(2_000);
    for (const wait of waits) expect(await wait).toEqual(["rejected", reason]);
    await client.close();
  },
);

test("a signal of an old library, which has neither a reason nor other methods, ends a wait", async () => {
  const signal = Object.assign(new EventTarget(), { aborted: false });
  const options = { signal: signal as AbortSignal };
  const { client } = scene([silent], three);
  const { reply } = await client.ask(
    { from_peer: "repow-d-00000001", to_peer: "repow-d-00000002", text: "?" },
    options,
  );
  const first = failure(reply(options));
  await vi.advanceTimersByTimeAsync(10);
  signal.aborted = true;
  signal.dispatchEvent(new Event("abort"));
  for (const wait of [first, failure(reply(options))]) {
    expect(await wait).toMatchObject({ name: "AbortError", message: "Aborted" });
  }
  await client.close();
});

describe("asking again", () => {
  const issues = [{ message: "no" }];
  const reply = {
    "~standard": { version: 1, vendor: "test", validate: () => ({ issues }) },
  } as const;
  const params = { from_peer: "repow-d-00000001", to_peer: "repow-d-00000002", text: "?", reply };

  test("takes no longer than the time limit of the reply", async () => {
    let asks = 0;
    const { client } = scene([resolved], {
      ask: () => (asks++ === 0 ? Response.json({ correlation_id: "ask-1" }) : silent("")),
    });
    const ask = await client.ask(params);
    const found = ask.reply({ timeout: 5_000, askAgain: true });
    const late = Symbol("late");
    const timer = new Promise((resolve) => setTimeout(() => resolve(late), 5_100));
    const first = Promise.race([found, timer]);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(await first).toMatchObject({ text: "8377", issues });
    expect(asks).toBe(2);
    await client.close();
  });

  test("sends the headers of the ask again", async () => {
    const headers: (string | null)[] = [];
    const client = new RepowireClient({
      fetch: answering((request) => {
        if (!request.url.endsWith("/ask")) return resolved("ask-1");
        headers.push(request.headers.get("x-relay"));
        return Response.json({ correlation_id: "ask-1" });
      }),
    });
    const ask = await client.ask(params, { headers: { "X-Relay": "7" } });
    expect(await ask.reply({ askAgain: true })).toMatchObject({ text: "8377", issues });
    expect(headers).toEqual(["7", "7"]);
    await client.close();
  });
});

describe("a schema that never finishes", () => {
  const reply = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: () => new Promise<never>(() => undefined),
    },
  } as const;
  const params = { from_peer: "repow-d-00000001", to_peer: "repow-d-00000002", text: "?", reply };

  test("costs neither the time limit nor the reply", async () => {
    const { client } = scene([resolved], three);
    const found = (await client.ask(params)).reply({ timeout: 5_000 });
    await vi.advanceTimersByTimeAsync(7_000);
    expect(await found).toMatchObject({
      status: "answered",
      text: "8377",
      issues: [{ message: "the schema did not finish in time" }],
    });
    await client.close();
  });

  test("ends with the caller's signal", async () => {
    const { client } = scene([resolved], three);
    const controller = new AbortController();
    const { signal } = controller;
    const found = failure((await client.ask(params)).reply({ signal, timeout: Infinity }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort("enough");
    expect(await found).toBe("enough");
    await client.close();
  });

  test("ends with the client", async () => {
    const { client } = scene([resolved], three);
    const found = (await client.ask(params)).reply({ timeout: Infinity });
    await vi.advanceTimersByTimeAsync(1_000);
    await client.close();
    expect(await found).toMatchObject({ status: "answered", text: "8377" });
  });
});

describe("a reply that came as an ask is not lost because its trace cannot be read", () => {
  const told = {
    id: "1",
    type: "ask",
    timestamp: "2026-11-23T13:39:34+00:00",
    from: "b",
    to: "a",
    text: "8377",
    correlation_id: "ask-2",
    reply_to: "ask-1",
  };
  const bytes = new TextEncoder().encode(`data: ${JSON.stringify(told)}\n\n`);
  const others = {
    events: () => Response.json([told]),
    stream: () => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(bytes) });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  };
  const ways: readonly [way: string, wait: Answer][] = [
    [
      "with waits",
      (correlation_id) =>
        Response.json({
          correlation_id,
          status: "resolved",
          reply: null,
          close_reason: "reply_to",
        }),
    ],
    ["without waits", () => Response.json({ detail: "Not Found" }, { status: 404 })],
  ];
  const traces: readonly [what: string, trace: Answer][] = [
    ["an error", () => Response.json({ detail: "broken" }, { status: 500 })],
    ["a web page", () => new Response("<html>", { status: 404, headers: html })],
    ["null", () => Response.json(null)],
    ["another object", () => Response.json({})],
    ["stages of nothing", () => Response.json({ trace_id: "ask-2", stages: [null] })],
  ];
  for (const [way, wait] of ways) {
    test.for(traces)(`${way}: %s`, async ([, trace]) => {
      for (const validation of ["strict", "off"] as const) {
        const { client, ask } = scene([wait], { ...others, "ask-2": trace }, { validation });
        const reply = (await ask()).reply();
        await vi.advanceTimersByTimeAsync(20_000);
        expect(await reply).toMatchObject({ status: "answered", text: "8377", reply_ask: "ask-2" });
        await client.close();
      }
    });
  }
});

describe("what a schema throws is told to the caller alone", () => {
  const secret = "postgres://user:password@db";
  const texts: string[] = [];
  const validate = () => {
    throw new Error(secret);
  };
  const reply = { "~standard": { version: 1, vendor: "test", validate } } as const;

  async function replyOf(words: string) {
    texts.length = 0;
    const client = new RepowireClient({
      fetch: answering(async (request) => {
        const [, name, id] = new URL(request.url).pathname.split("/");
        if (name === "events") return Response.json([]);
        if (name === "asks") {
          const closed = { status: "resolved", close_reason: "ack_with_msg" };
          return Response.json({ correlation_id: id, ...closed, reply: words });
        }
        texts.push(((await request.json()) as { text: string }).text);
        return Response.json({ correlation_id: "ask-1", error: null });
      }),
    });
    const ask = await client.ask({ from_peer: "a", to_peer: "b", text: "?", reply });
    const found = ask.reply({ askAgain: true });
    await vi.advanceTimersByTimeAsync(5_000);
    await client.close();
    return await found;
  }

  test("and nothing is asked again for it", async () => {
    const found = await replyOf("8377");
    const issues = [{ message: `the schema failed: ${secret}` }];
    expect(found).toMatchObject({ status: "answered", text: "8377", issues });
    expect(texts).toHaveLength(1);
  });

  test("also if there is more to say to the agent", async () => {
    await replyOf("I do not know the port.");
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain("- the answer contains no JSON");
    expect(texts[1]).not.toContain(secret);
  });
});

test("without waits, an open ask is checked less and less, and soon after a failure", async () => {
  const noRoute = () => Response.json({ detail: "Not Found" }, { status: 404 });
  const comment = new TextEncoder().encode(":\n\n");
  let checks = 0;
  const { client, ask, times } = scene(
    [noRoute],
    {
      stream: () =>
        new Response(
          new ReadableStream({
            start(stream) {
              setInterval(() => stream.enqueue(comment), 15_000);
            },
          }),
          { headers: { "content-type": "text/event-stream" } },
        ),
      pending: () =>
        checks++ === 3 ? away() : Response.json({ asks: [{ correlation_id: "ask-1" }] }),
    },
    { validation: "off", retry: 0 },
  );
  const reply = (await ask()).reply({ timeout: 300_000 });
  await vi.advanceTimersByTimeAsync(300_000);
  expect(await reply).toMatchObject({ status: "pending" });
  const at = times("pending");
  const pauses = at.slice(1).map((time, index) => (time - at[index]!) / 1_000);
  expect(pauses).toEqual([30, 60, 120, 30, 30]);
  await client.close();
});
