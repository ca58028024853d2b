import type { Group } from "../runner/scenario.ts";

/** Real milliseconds in which a stream must send what it has. */
const TIMEOUT = 5_000;

export const events: Group = {
  name: "events",
  title: "The list of events and its stream",
  scenarios: [
    {
      id: "since-gives-what-follows",
      rule: "`since` returns the events after that id. An unknown or empty id returns all events.",
      async steps({ post, caller, must }) {
        for (const text of ["one", "two", "three"]) {
          await post("/events/chat", { peer: "me", role: "user", text });
        }
        const list = async (since?: string) => {
          const query = since === undefined ? {} : { query: { since } };
          return (await caller.quietly("GET", "/events", query)).is(200).body as {
            id: string;
            text: string;
          }[];
        };
        const all = await list();
        const [one, , three] = all.slice(-3);
        must(
          "two follow the first",
          (await list(one?.id)).map(({ text }) => text).join() === "two,three",
        );
        must("nothing follows the last", (await list(three?.id)).length === 0);
        must("an unknown id gives all", (await list("unknown")).length === all.length);
        must("an empty id gives all", (await list("")).length === all.length);
      },
    },
    {
      id: "nothing-to-say-of-registrations",
      rule: "Registering, connecting, describing and moving a peer write no events.",
      ruleOf: "python",
      async steps({ peer, post, circle, events, settle }) {
        const me = await peer("me");
        await post(`/peers/${me.peer_id}/description`, { description: "x" });
        await post(`/peers/${me.peer_id}/touch`);
        await post("/session/update", { peer_name: me.peer_id, status: "busy" });
        await post("/peers/circle", { peer_name: me.peer_id, circle: `${circle}-b` });
        me.send({ type: "status", status: "idle" });
        await settle(me);
        await me.close();
        await events([]);
      },
    },
    {
      id: "offline-is-an-event-since-0.15.1",
      rule: "Since 0.15.1 a peer that becomes offline writes an event with the reason.",
      ruleOf: "python",
      async steps({ register, post, events, since }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, {
          reason: "lunch",
          source: "test",
          detail: "back soon",
        });
        await post(`/peers/${peer_id}/offline`);
        await events(since("0.15.1") ? [{ type: "peer_offline", peer_id }] : []);
      },
    },
    {
      id: "chat-turn",
      rule: "A chat turn of any peer writes an event. Its role must be known.",
      ruleOf: "python",
      async steps({ post, events }) {
        const turn = { peer: "anybody", role: "user", text: "héllo" };
        (await post("/events/chat", turn)).is(200, { ok: true });
        const tool_calls = [{ name: "Read", input: "x.ts" }, { name: "Bash" }];
        const more = { tool_calls, session_id: "s", turn_id: "t", peer_id: "p", pane_id: "%7904" };
        (await post("/events/chat", { ...turn, role: "assistant", ...more })).is(200);
        (await post("/events/chat", { ...turn, role: "system" })).is(422, {
          detail: [{ type: "literal_error" }],
        });
        (await post("/events/chat", {})).is(422);
        await events([
          { type: "chat_turn", peer: "anybody", role: "user", text: "héllo" },
          { type: "chat_turn", role: "assistant", pane_id: undefined },
        ]);
      },
    },
    {
      id: "chat-delta",
      rule: "Deltas of a chat turn write events until the turn ends. Later deltas are dropped.",
      ruleOf: "python",
      async steps({ post, events, circle }) {
        const delta = (chunk_index: number, more: Record<string, unknown> = {}) => {
          const body = { peer: "anybody", turn_id: `turn-${circle}`, chunk_index, ...more };
          return post("/events/chat_delta", body as never);
        };
        (await delta(0, { text: "a" })).is(200, { ok: true });
        (await delta(1, { kind: "tool_use", tool_call: { name: "Read" } })).is(200);
        (await delta(-1)).is(422, { detail: [{ type: "greater_than_equal" }] });
        (await delta(2, { role: "user" })).is(422);
        (await delta(2, { text: "z", is_final: true })).is(200);
        await post("/events/chat", {
          peer: "anybody",
          role: "assistant",
          text: "az",
          turn_id: `turn-${circle}`,
        });
        (await delta(3, { text: "late" })).is(200);
        await events();
      },
    },
    {
      id: "chat-of-a-pane",
      rule: "A chat turn or delta with a pane and no id belongs to the peer in that pane and gets its name. With an id it is left unchanged.",
      on: "python",
      async steps({ register, post, events, circle }) {
        const { peer_id } = await register("me", { pane_id: "%7411" });
        for (const whose of [
          { pane_id: "%7411" },
          { pane_id: "%7411", peer_id: "somebody" },
          { pane_id: "%7411", peer_id: "" },
          { pane_id: "%7412" },
          { pane_id: "" },
        ]) {
          await post("/events/chat", { peer: "anybody", role: "user", text: "x", ...whose });
          const piece = { turn_id: `turn-${circle}`, chunk_index: 0, text: "x" };
          await post("/events/chat_delta", { peer: "anybody", ...piece, ...whose });
        }
        const own = { peer: "me-claude-code", peer_id };
        const others = { peer: "anybody" };
        await events([own, own, others, others, own, own, others, others, others, others]);
      },
    },
    {
      id: "chat-of-two-sessions",
      rule: "A turn ends only in its own session. A missing session, an empty session and `legacy` are the same session.",
      async steps({ post, events, circle, must }) {
        const turn = (name: string, session_id: string | null) =>
          post("/events/chat", {
            peer: "anybody",
            role: "assistant",
            text: "done",
            turn_id: `${name}-${circle}`,
            session_id,
          });
        const piece = (name: string, text: string, session_id: string | null) =>
          post("/events/chat_delta", {
            peer: "anybody",
            turn_id: `${name}-${circle}`,
            chunk_index: 0,
            text,
            session_id,
          });
        await turn("a", "one");
        await piece("a", "late", "one");
        await piece("a", "of another session", "two");
        await piece("a", "of no session", null);
        await turn("b", null);
        await piece("b", "late", "legacy");
        await piece("b", "late", "");
        const texts = (await events()).map(({ text }) => text).join();
        must("what is late is dropped", texts === "done,of another session,of no session,done");
      },
    },
    {
      id: "query-events-are-edited",
      rule: "The event of a query is updated in place when the query ends.",
      async steps({ peer, post, events }) {
        const worker = await peer("worker");
        const asking = post("/query", { to_peer: worker.peer_id, text: "x", timeout: 0.3 });
        await worker.receives();
        await events();
        await asking;
        await events();
      },
    },
    {
      id: "stream-starts-with-the-buffer",
      rule: "The stream sends all stored events and then new ones, each in one `data:` block. Characters beyond ASCII are escaped.",
      ruleOf: "python",
      async steps({ post, eventStream, circle, must }) {
        await post("/events/chat", { peer: circle, role: "user", text: "é0" });
        const stream = await eventStream();
        const first = await stream.skipTo(circle);
        must("one line and an empty one", /^data: \{"id": "[^\n]+\}\n\n$/.test(first));
        must("escaped", first.includes("\\u00e90"));
        await post("/events/chat", { peer: circle, role: "user", text: "live" });
        must("live events follow", (await stream.next()).includes('"live"'));
      },
    },
    {
      id: "stream-ignores-positions",
      rule: "`Last-Event-ID` and query parameters do not move the start of the stream.",
      async steps({ post, fetch, circle, must, caller }) {
        for (const text of ["first", "last"]) {
          await post("/events/chat", { peer: circle, role: "user", text });
        }
        const list = (await caller.quietly("GET", "/events")).body as { id: string }[];
        for (const id of [list.at(-1)?.id ?? "", "unknown"]) {
          const abort = new AbortController();
          const query = `since=${id}&last_event_id=${id}&types=ask`;
          const response = await fetch(`/events/stream?${query}`, {
            headers: { "last-event-id": id },
            // If the awaited event never comes, the stream must not block the suite for ever.
            signal: AbortSignal.any([abort.signal, AbortSignal.timeout(TIMEOUT)]),
          });
          const reader = (response.body ?? new ReadableStream())
            .pipeThrough(new TextDecoderStream())
            .getReader();
          let text = "";
          while (!text.includes('"last"')) {
            const { value, done } = await reader.read();
            must("the stream goes on until the last event", !done);
            text += value ?? "";
          }
          must("it starts before that event", text.includes(circle) && text.includes('"first"'));
          must("it has no ids or names", !/^(?:id|event|retry):/m.test(text));
          abort.abort();
          await reader.cancel().catch(() => {});
        }
      },
    },
    {
      id: "ring-of-500",
      rule: "The daemon keeps the last 500 events. If the event that was seen last is gone, all 500 are sent.",
      async steps({ caller, circle, must }) {
        const list = async (query: Record<string, string> = {}) =>
          (await caller.quietly("GET", "/events", { query })).is(200).body as {
            id: string;
            text: string;
          }[];
        let seen: { id: string; text: string } | undefined;
        for (let number = 0; number <= 501; number += 1) {
          const body = { peer: circle, role: "user", text: `event ${number}` };
          await caller.quietly("POST", "/events/chat", { body });
          if (number === 1) seen = (await list()).at(-1);
        }
        const texts = (await list()).map(({ text }) => text);
        must("there are 500", texts.length === 500);
        must("they are the last", texts[0] === "event 2" && texts[499] === "event 501");
        must("the one that was seen is gone", seen?.text === "event 1");
        const after = await list({ since: seen?.id ?? "" });
        must("all come after it", after.map(({ text }) => text).join() === texts.join());
      },
    },
  ],
};
