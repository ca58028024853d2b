import type { AskOutcome, ConnectPeerOptions, InboundAsk } from "@repowire/client";
import type { Question } from "@repowire/protocol";
import { describe, expect, test } from "vitest";

import { type MeshKind, allMeshes, describeMeshes } from "./meshes.ts";
import { Stage, eventually } from "./stage.ts";

describeMeshes(allMeshes, "replies", cases);

const choice: Question = {
  kind: "choice",
  options: [
    { id: "y", title: "Yes" },
    { id: "n", title: "No" },
  ],
};

function cases(kind: MeshKind): void {
  const stage = new Stage(kind);
  const connect = (name: string, options?: ConnectPeerOptions) => stage.connect(name, options);

  describe("an ask", () => {
    test.for<[what: string, handler: () => AskOutcome, expected: object]>([
      ["a text", () => "8377", { status: "answered", text: "8377", attachments: [] }],
      [
        "a text of several lines",
        () => "a\n[ack #x from @y] b",
        { status: "answered", text: "a\n[ack #x from @y] b" },
      ],
      ["nothing", () => undefined, { status: "acknowledged" }],
      [
        "files",
        () => ({ message: "see", attachments: [{ filename: "a.txt", size: 3 }] }),
        { status: "answered", text: "see", attachments: [{ filename: "a.txt", size: 3 }] },
      ],
    ])("answered with %s", async ([, handler, expected]) => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      worker.onAsk(handler);
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        ...expected,
        correlation_id: ask.correlation_id,
        from: worker.display_name,
      });
      expect(JSON.parse(JSON.stringify(ask))).toEqual({
        correlation_id: ask.correlation_id,
        // The Go daemon leaves it out.
        ...(kind.version !== "go" && { error: null }),
      });
      // Whoever asks again gets the same answer, without asking anybody.
      expect(await ask.reply({ timeout: 1 })).toMatchObject(expected);
    });

    test("reaches the worker with all its parts", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const [ask, { value: seen }] = await Promise.all([
        asker.ask({
          to_peer: worker.display_name,
          text: 'Which port?\n↳ ack("x")',
          attachments: [{ filename: "a.txt" }],
          question: choice,
        }),
        asks.next(),
      ]);
      expect(seen).toMatchObject({
        kind: "ask",
        correlation_id: ask.correlation_id,
        from_peer: asker.display_name,
        to_peer: worker.display_name,
        text: 'Which port?\n↳ ack("x")',
        attachments: [{ filename: "a.txt" }],
        question: choice,
        recovered: false,
        closed: false,
      });
      await seen?.ack("No");
      expect(seen?.closed).toBe(true);
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "No",
        answer: { option_id: "n" },
      });
    });

    const denied =
      kind.version === "0.14.17"
        ? { status: "answered", text: "no way" }
        : { status: "declined", reason: "no way" };
    const chosen =
      kind.version === "0.14.17"
        ? { answer: { option_id: "y" } }
        : { answer: { option_id: "y", message: "sure", outcome: "answered" } };

    test.for<[what: string, answer: (ask: InboundAsk) => Promise<unknown>, expected: object]>([
      ["refused", (ask) => ask.decline("no way"), denied],
      [
        "answered with an option and a message",
        (ask) => ask.answer({ option_id: "y", message: "sure" }),
        { status: "answered", text: "Yes", ...chosen },
      ],
      [
        "answered with files",
        (ask) => ask.ack("8377", { attachments: [{ filename: "a.txt", size: 3 }] }),
        { status: "answered", text: "8377", attachments: [{ filename: "a.txt", size: 3 }] },
      ],
    ])("that is a question, %s: the same at once and later", async ([what, answer, expected]) => {
      const question: Question = what === "answered with files" ? { kind: "text" } : choice;
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = async () => {
        const [sent, { value: seen }] = await Promise.all([
          asker.ask({ to_peer: worker.peer_id, text: "Deploy?", question }),
          asks.next(),
        ]);
        return { sent, seen: seen as InboundAsk };
      };
      const quick = await ask();
      await answer(quick.seen);
      expect(await quick.sent.reply({ timeout: 10_000 })).toMatchObject(expected);
      const awaited = await ask();
      const reply = awaited.sent.reply({ timeout: 10_000 });
      await answer(awaited.seen);
      expect(await reply).toMatchObject(expected);
      if (what === "answered with files") return;
      const slow = await ask();
      // By then the wait is with the daemon.
      expect(await slow.sent.reply({ timeout: 700 })).toMatchObject({ status: "pending" });
      await answer(slow.seen);
      expect(await slow.sent.reply({ timeout: 10_000 })).toMatchObject(expected);
    });

    test("that the worker declines brings the worker's reason", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Deploy?" });
      await (await asks.next()).value?.decline("Ask a human.");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "declined",
        reason: "Ask a human.",
      });
    });

    test.for([
      [
        "decline",
        { status: "declined", reason: "The peer could not answer: its handler failed." },
        false,
      ],
      [
        "ack",
        { status: "answered", text: "The peer could not answer: its handler failed." },
        false,
      ],
      ["leave", { status: "pending" }, true],
      [
        (error: unknown, ask: InboundAsk) => `${ask.text} ${(error as Error).message}`,
        { status: "answered", text: "Save! no disk" },
        false,
      ],
      [
        () => {
          throw new Error("no words either");
        },
        { status: "pending" },
        true,
      ],
    ] as const)("whose handler throws: %s", async ([onHandlerError, expected, stays]) => {
      const heard: unknown[] = [];
      const onError = (error: unknown) => void heard.push(error);
      const asker = await connect("asker");
      const worker = await connect("worker", { onHandlerError, onError });
      const failure = new Error("no disk");
      worker.onAsk(() => {
        throw failure;
      });
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Save!" });
      expect(await ask.reply({ timeout: stays ? 300 : 10_000 })).toMatchObject(expected);
      expect(heard[0]).toBe(failure);
      expect(heard.slice(1)).toEqual(
        typeof onHandlerError === "function" && stays ? [new Error("no words either")] : [],
      );
      // A reply arrives a moment before its ask is closed.
      await eventually(async () => {
        const pending = await stage.client.pendingAsks({ peer_id: worker.peer_id });
        expect(pending.map((each) => each.correlation_id)).toEqual(
          stays ? [ask.correlation_id] : [],
        );
      });
    });

    test("without a handler gets no receipt, and waits for a handler", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const begun = performance.now();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Anyone?" });
      // The daemon waits this long for a receipt.
      expect(performance.now() - begun).toBeGreaterThan(700);
      worker.onAsk(() => "late");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "late",
      });
    });

    test("beyond the size of the inbox is refused with an error", async () => {
      const asker = await connect("asker");
      const worker = await connect("worker", { maxWaiting: 1, onError: () => undefined });
      await asker.ask({ to_peer: worker.peer_id, text: "first" });
      const second = asker.ask({ to_peer: worker.peer_id, text: "second" });
      await expect(second).rejects.toMatchObject({ status: 503, code: "injection_failed" });
    });

    test("is pending until it is answered, and can be waited for again", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      expect(await ask.reply({ timeout: 700 })).toEqual({
        status: "pending",
        correlation_id: ask.correlation_id,
      });
      const replies = Promise.all([ask.reply(), ask.reply()]);
      await (await asks.next()).value?.ack("8377");
      for (const reply of await replies)
        expect(reply).toMatchObject({ status: "answered", text: "8377" });
    });

    test("can be waited for again after a wait that was aborted", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      const asks = worker.asks();
      const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?" });
      const controller = new AbortController();
      const aborted = ask.reply({ signal: controller.signal });
      controller.abort("enough");
      await expect(aborted).rejects.toBe("enough");
      await (await asks.next()).value?.ack("8377");
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({ status: "answered" });
    });
  });

  describe("an ask without a socket of the asker", () => {
    test.for<[what: string, outcome: () => string | undefined, expected: object]>([
      ["a reply", () => "8377", { status: "answered", text: "8377" }],
      ["no words", () => undefined, { status: "acknowledged" }],
      ["a word of refusal", () => "[declined] no", { status: "declined", reason: "no" }],
    ])("%s, waited for before it comes", async ([, outcome, expected]) => {
      const worker = await connect("worker", { onError: () => undefined });
      const peer_id = await stage.register("asker");
      const asks = worker.asks();
      const ask = await stage.client.ask({
        from_peer: peer_id,
        to_peer: worker.peer_id,
        text: "?",
      });
      const reply = ask.reply({ timeout: 10_000 });
      const { value: seen } = await asks.next();
      // The wait is with the daemon when it has been asked once, and it was still pending.
      await ask.reply({ timeout: 300 });
      await asks.return?.();
      await seen?.ack(outcome());
      expect(await reply).toMatchObject(expected);
    });

    test("has its reply, even if the wait begins later", async () => {
      const worker = await connect("worker");
      const asks = worker.asks();
      const peer_id = await stage.register("asker");
      const ask = await stage.client.ask({
        from_peer: peer_id,
        to_peer: worker.peer_id,
        text: "?",
      });
      // Since 0.15.2 the daemon refuses it, because the asker is away, and queues it all the same.
      expect(await (await asks.next()).value?.ack("8377")).toEqual({ ok: true });
      expect(await stage.client.pendingAsks({ peer_id: worker.peer_id })).toEqual([]);
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "8377",
      });
    });

    test("whose asker is not registered loses a reply that comes before the wait", async () => {
      const worker = await connect("worker");
      worker.onAsk(() => "8377");
      const ask = await stage.client.ask({
        from_peer: "my-script",
        to_peer: worker.peer_id,
        text: "?",
      });
      await eventually(async () =>
        expect(await stage.client.pendingAsks({ peer_id: worker.peer_id })).toEqual([]),
      );
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject(
        // Today's Go daemon keeps it. A build of July 2026 does not.
        kind.name === "fake go"
          ? { status: "answered", text: "8377" }
          : { status: "lost", reason: "reply_not_kept" },
      );
    });

    test("that is a choice returns the chosen option", async () => {
      const worker = await connect("worker");
      worker.onAsk({ ask: () => undefined, question: () => ({ option_id: "y" }) });
      const peer_id = await stage.register("asker");
      const ask = await stage.client.ask({
        from_peer: peer_id,
        to_peer: worker.peer_id,
        text: "Deploy?",
        question: choice,
      });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject({
        status: "answered",
        text: "Yes",
        answer: { option_id: "y" },
      });
    });

    test("can be answered with an ask", async () => {
      const [asker, worker] = [await connect("asker"), await connect("worker")];
      asker.onAsk(() => "a port of the daemon");
      const asks = worker.asks();
      const ask = await stage.client.ask({
        from_peer: asker.peer_id,
        to_peer: worker.peer_id,
        text: "Port?",
      });
      await asks.next();
      const back = await worker.ask({
        to_peer: asker.peer_id,
        text: "Which one?",
        reply_to: ask.correlation_id,
      });
      expect(await ask.reply({ timeout: 10_000 })).toMatchObject(
        // The Go daemon writes no event for an ask, and the asker has no socket for this client.
        kind.version === "go"
          ? { status: "lost", reason: "reply_not_kept" }
          : { status: "answered", text: "Which one?", reply_ask: back.correlation_id },
      );
      expect(await back.reply({ timeout: 10_000 })).toMatchObject({ text: "a port of the daemon" });
    });
  });

  describe("an ask of many", () => {
    test("returns answers in order of arrival, and unreachable peers at once", async () => {
      const asker = await connect("asker");
      const workers = [await connect("a"), await connect("b"), await connect("c")];
      const gates = workers.map((worker, index) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        worker.onAsk(async () => {
          await promise;
          return index === 1 ? undefined : `answer ${index}`;
        });
        return resolve;
      });
      const asks = await asker.askMany({
        to_peers: [...workers.map((worker) => worker.peer_id), "nobody"],
        text: "Is the build green?",
      });
      expect(asks.children).toHaveLength(4);
      const arrivals = asks.replies({ timeout: 10_000 });
      expect((await arrivals.next()).value).toMatchObject({
        peer: "nobody",
        reason: "not_delivered",
      });
      gates[2]?.();
      expect((await arrivals.next()).value).toMatchObject({ text: "answer 2" });
      expect(await asks.quorum(2, { timeout: 200 })).toMatchObject({ status: "pending" });
      gates[1]?.();
      expect((await arrivals.next()).value).toMatchObject({ status: "acknowledged" });
      // Two of four can answer no more.
      expect(await asks.quorum(3)).toMatchObject({ status: "impossible" });
      expect(await asks.first()).toMatchObject({
        status: "reached",
        answers: [{ text: "answer 2" }],
      });
      gates[0]?.();
      expect((await arrivals.next()).value).toMatchObject({ text: "answer 0" });
      expect((await arrivals.next()).done).toBe(true);
      expect((await asks.all()).map((reply) => reply.status)).toEqual([
        "answered",
        "acknowledged",
        "answered",
        "lost",
      ]);
      expect(await asks.quorum(2)).toMatchObject({ status: "reached" });
    });
  });

  test("a query reaches a peer as an ask", async () => {
    const [asker, worker] = [await connect("asker"), await connect("worker")];
    const asks = worker.asks();
    // A daemon that makes an ask of a query sends the reply to the asker's socket too.
    asker.onNotify(() => undefined);
    const query = stage.client.query({
      from_peer: asker.peer_id,
      to_peer: worker.peer_id,
      text: "Which port?",
      timeout: 10,
    });
    const { value: ask } = await asks.next();
    expect(ask).toMatchObject({ kind: "query", text: "Which port?" });
    await ask?.ack("8377");
    const { text, error } = await query;
    expect([text, error ?? null]).toEqual(["8377", null]);
  });
}
