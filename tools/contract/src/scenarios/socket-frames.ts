import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

export const socketFrames: Group = {
  name: "socket-frames",
  title: "Frames of a connected peer",
  scenarios: [
    {
      id: "status",
      rule: "A status frame sets the status. `idle` and unknown words mean online.",
      ruleOf: "python",
      async steps({ peer, get, settle }) {
        const me = await peer("me");
        for (const [status, stored] of [
          ["busy", "busy"],
          ["idle", "online"],
          ["offline", "offline"],
          ["online", "online"],
          ["busy", "busy"],
          ["nonsense", "online"],
        ] as const) {
          me.send({ type: "status", status });
          await settle(me);
          (await get(`/peers/${me.peer_id}`)).is(200, { status: stored, ws_connected: true });
        }
      },
    },
    {
      id: "offline-by-itself",
      rule: "A peer that reports `offline` still gets asks and notifications, but queries to it are refused. Only a new status sets it online.",
      ruleOf: "python",
      async steps({ peer, post, get, settle }) {
        const sender = await peer("sender");
        const me = await peer("me");
        const is = async (status: string) =>
          (await get(`/peers/${me.peer_id}`)).is(200, { status, ws_connected: true });
        me.send({ type: "status", status: "offline" });
        await settle(me);
        await is("offline");
        (await sender.ask(me, "x")).is(200);
        await me.receives({ type: "ask" });
        (await sender.notify(me, "x")).is(200, { status: "sent", delivered: true });
        await me.receives({ type: "notify" });
        const query = { to_peer: me.peer_id, text: "x", timeout: 1 };
        (await post("/query", query)).is(200, { status: "offline", error: /' is offline$/ });
        me.send({ type: "pong" });
        await settle(me);
        await is("offline");
        me.send({ type: "status", status: "idle" });
        await settle(me);
        await is("online");
      },
    },
    {
      id: "turn-state",
      rule: "A status frame also sets the turn state. An unknown turn state is ignored.",
      async steps({ peer, get, settle }) {
        const me = await peer("me");
        for (const turn_state of [
          "working",
          "awaiting_input",
          "pending_first_turn",
          "idle",
          "confused",
        ]) {
          me.send({ type: "status", status: "busy", turn_state });
          await settle(me);
          await get(`/peers/${me.peer_id}`);
        }
        (await get(`/peers/${me.peer_id}`)).is(200, { turn_state: "idle" });
      },
    },
    {
      id: "set-circle",
      rule: "A peer can move itself to another circle. An invalid circle is ignored.",
      ruleOf: "python",
      async steps({ peer, get, circle, settle, silence }) {
        const me = await peer("me");
        me.send({ type: "set_circle", circle: `${circle}-b` });
        await settle(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { circle: `${circle}-b` });
        for (const bad of ["a b", "", null]) me.send({ type: "set_circle", circle: bad });
        await settle(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { circle: `${circle}-b` });
        await silence(me);
      },
    },
    {
      id: "update-display-name",
      rule: "A peer can rename itself, unless the name is invalid or another live peer has it.",
      async steps({ peer, get, settle, silence }) {
        const me = await peer("me");
        await peer("other");
        me.send({ type: "update_display_name", display_name: "renamed" });
        await settle(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { display_name: "renamed", name: "renamed" });
        for (const bad of ["a b", "", "other-claude-code", null]) {
          me.send({ type: "update_display_name", display_name: bad });
        }
        await settle(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { display_name: "renamed" });
        await silence(me);
      },
    },
    {
      id: "whose-name-is-free",
      rule: "A peer cannot take the name of a live peer with its backend in any circle. It can take the name of a peer that is offline or has another backend. An offline peer with the same backend is then gone.",
      async steps({ peer, register, post, get, circle, settle, silence }) {
        const me = await peer("me");
        const far = await register("far", { circle: `${circle}-b` });
        await register("other", { backend: "codex" });
        const off = await register("off");
        await post(`/peers/${off.peer_id}/offline`);
        for (const [display_name, taken] of [
          ["far-claude-code", false],
          ["other-codex", true],
          ["off-claude-code", true],
          ["me-claude-code", true],
        ] as const) {
          const { display_name: before } = (await get(`/peers/${me.peer_id}`)).body as {
            display_name: string;
          };
          me.send({ type: "update_display_name", display_name });
          await settle(me);
          (await get(`/peers/${me.peer_id}`)).is(200, {
            display_name: taken ? display_name : before,
          });
        }
        await silence(me);
        await get(`/peers/${far.peer_id}`);
        await get(`/peers/${off.peer_id}`);
      },
    },
    {
      id: "unknown-frames-are-ignored",
      rule: "Frames without a type, or with an unknown type, are ignored.",
      async steps({ peer, get, silence }) {
        const me = await peer("me");
        me.send({ type: "dance" });
        me.send({});
        me.send({ type: null });
        me.send({ type: "connect", display_name: "again" });
        me.send({ type: "pong" });
        me.send({ type: "delivery_ack", delivery_id: "ask-delivery-unknown", status: "injected" });
        me.send({ type: "response", correlation_id: "unknown", text: "x" });
        me.send({ type: "error", correlation_id: "unknown", error: "x" });
        await silence(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "online", ws_connected: true });
      },
    },
    {
      id: "wrong-types-are-reported",
      rule: "A field of a wrong type is answered with an `error` frame, and the connection stays.",
      on: "python",
      async steps({ peer, get }) {
        const me = await peer("me");
        me.send({ type: "status", status: [] });
        await me.receives({ type: "error", error: /^Error processing message: / });
        me.send({ type: "set_circle", circle: 5 });
        await me.receives({ type: "error" });
        me.send({ type: "update_display_name", display_name: 5 });
        await me.receives({ type: "error" });
        (await get(`/peers/${me.peer_id}`)).is(200, { ws_connected: true });
      },
    },
    ...[
      ["text", "hello"],
      ["array", "[1]"],
      ["bytes", new Uint8Array([1, 2, 3])],
    ].map(([what, frame]) => ({
      id: `unreadable-${String(what)}-breaks-the-connection`,
      rule: `A frame that is not a JSON object (${String(what)}) breaks the connection without a close frame.`,
      on: "python" as const,
      async steps({ peer, get }: Stage) {
        const me = await peer("me");
        me.send(frame as string);
        await me.ends(1006);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "online", ws_connected: false });
      },
    })),
    {
      id: "too-big-is-the-end",
      rule: "A frame of 16 MiB is accepted. One byte more ends the connection.",
      ruleOf: "python",
      async steps({ peer, get, settle }) {
        const me = await peer("me");
        const frame = (size: number) => {
          const rest = JSON.stringify({ type: "dance", text: "" }).length;
          return { type: "dance", text: "x".repeat(size - rest) };
        };
        me.send(frame(16 * 1024 * 1024));
        await settle(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { ws_connected: true });
        me.send(frame(16 * 1024 * 1024 + 1));
        // The code is 1009, unless the daemon hangs up before it has written the close frame.
        await me.isCutOff();
        (await get(`/peers/${me.peer_id}`)).is(200, { ws_connected: false });
      },
    },
    {
      id: "second-socket-takes-over",
      rule: "A second socket of a peer gets all later frames. The first stays open and may still report a status.",
      ruleOf: "python",
      async steps({ peer, socket, get, settle, post }) {
        const first = await peer("first");
        const { peer_id } = first;
        const second = await socket(
          "second",
          { peer_id, path: (await get(`/peers/${peer_id}`)).text("path") },
          "injected",
        );
        const notice = { from_peer: "ghost", to_peer: peer_id, text: "to the second" };
        (await post("/notify", notice)).is(200, { delivered: true });
        await second.receives({ text: "to the second" });
        first.send({ type: "status", status: "busy" });
        await settle(first);
        await settle(second);
        (await get(`/peers/${peer_id}`)).is(200, { status: "busy" });
        await first.close();
        await settle(second);
        (await get(`/peers/${peer_id}`)).is(200, { ws_connected: true });
        await second.close();
        (await get(`/peers/${peer_id}`)).is(200, { ws_connected: false, status: "busy" });
      },
    },
    {
      id: "old-socket-is-not-used-again",
      rule: "When the second socket of a peer closes, the first is not used again.",
      async steps({ peer, socket, path, post, silence }) {
        const first = await peer("me");
        const { peer_id } = first;
        const second = await socket("second", { peer_id, path: path("me") });
        await second.close();
        (await post("/ask", { from_peer: "ghost", to_peer: peer_id, text: "x" })).is(503);
        await silence(first);
      },
    },
    {
      id: "reconnect-with-the-id",
      rule: "A peer that connects again with its id is the same peer, and online.",
      async steps({ peer, socket, get, post }) {
        const { peer_id, close } = await peer("me").then((me) => ({
          peer_id: me.peer_id,
          close: () => me.close(),
        }));
        await close();
        await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "x" });
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline" });
        await get(`/deliveries/pending?peer_id=${peer_id}`);
        await socket("me", { peer_id });
        (await get(`/peers/${peer_id}`)).is(200, { status: "online", ws_connected: true });
      },
    },
    {
      id: "reconnect-without-the-id",
      rule: "A peer that drops and connects again without its id becomes a second peer while the first counts as online.",
      ruleOf: "python",
      async steps({ peer, socket, must, get, circle }) {
        const me = await peer("me");
        await me.close();
        const again = await socket("me");
        must("another id", again.peer_id !== me.peer_id);
        must("another name", again.display_name === "me-2-claude-code");
        await get("/peers", { circle });
      },
    },
    {
      id: "killed-peer-stays-connected",
      rule: "Killing a peer unregisters it and leaves its connection open. Only broadcasts arrive there.",
      async steps({ peer, post, settle, must }) {
        const me = await peer("me");
        const other = await peer("other");
        (await post("/kill-peer", { peer_identifier: me.peer_id })).is(200, { tmux_killed: null });
        await settle(me);
        must("the connection is open", me.isOpen);
        (await other.ask(me, "x")).is(404);
        (await other.notify(me, "x")).is(404);
        await post("/broadcast", { from_peer: other.peer_id, text: "anybody?" });
        await settle(me);
      },
    },
    {
      id: "retired-peer-is-closed",
      rule: "Ending a peer for good closes its connection with 4004.",
      since: "0.15.3",
      ruleOf: "python",
      async steps({ peer, post, get }) {
        const me = await peer("me");
        (await post(`/peers/${me.peer_id}/offline`, { terminal: true })).is(200, { ok: true });
        await me.ends(4004);
        await get(`/peers/${me.peer_id}`);
      },
    },
  ],
};
