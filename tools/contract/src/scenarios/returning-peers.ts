import type { Group } from "../runner/scenario.ts";

const uuid = (digit: number): string => `11111111-2222-4333-8444-${String(digit).repeat(12)}`;

export const returningPeers: Group = {
  name: "returning-peers",
  title: "Peers with the same name, and peers that come back",
  scenarios: [
    {
      id: "given-name-is-per-circle",
      rule: "A peer with its own display name takes the name from an offline peer of its circle, but not from peers of other circles.",
      async steps({ register, post, get, circle }) {
        const display_name = `fixed-${circle}`;
        const elsewhere = await register("a", { display_name, circle: `${circle}-b` });
        const before = await register("b", { display_name });
        for (const { peer_id } of [elsewhere, before]) await post(`/peers/${peer_id}/offline`);
        await register("c", { display_name });
        (await get(`/peers/${elsewhere.peer_id}`)).is(200);
        await get(`/peers/${before.peer_id}`);
      },
    },
    {
      id: "given-name-of-two-panes",
      rule: "A live peer keeps its display name when another peer with the same name comes from another pane.",
      on: "python",
      async steps({ register, get, circle }) {
        const display_name = `fixed-${circle}`;
        const first = await register("a", { display_name, pane_id: "%7101" });
        const second = await register("b", { display_name, pane_id: "%7102" });
        (await get(`/peers/${first.peer_id}`)).is(200, { status: "online" });
        await get(`/peers/${second.peer_id}`);
        await register("c", { display_name, pane_id: "%7101" });
        await get(`/peers/${first.peer_id}`);
        await get("/peers", { circle });
      },
    },
    {
      id: "certificate-of-one-that-was-replaced",
      rule: "A certificate restores a peer with its name, beside a live peer with that name. It replaces no peer of another circle.",
      on: "python",
      async steps({ register, post, get, path, circle }) {
        const elsewhere = await register("me", { circle: `${circle}-b` });
        await post(`/peers/${elsewhere.peer_id}/offline`);
        for (const pane of [{}, { pane_id: "%7111" }]) {
          const { peer_id, answer } = await register("me", pane);
          await post(`/peers/${peer_id}/offline`);
          const namesake = await register("me");
          const birth_certificate = answer.at("birth_certificate") ?? null;
          const proof = { birth_certificate, backend: "claude-code", path: path("me"), ...pane };
          await post("/peers/identity/validate", proof);
          for (const one of [peer_id, namesake.peer_id, elsewhere.peer_id]) {
            await get(`/peers/${one}`);
          }
        }
      },
    },
    {
      id: "certificate-of-one-that-was-deleted",
      rule: "A certificate restores a deleted peer. It replaces a peer with the same name that is offline or has its pane, and that identity is gone.",
      on: "python",
      async steps({ register, post, get, delete: remove, path, circle }) {
        const far = await register("me", { circle: `${circle}-b` });
        await post(`/peers/${far.peer_id}/offline`);
        for (const [offline, pane] of [
          [true, {}],
          [false, {}],
          [false, { pane_id: "%7112" }],
        ] as const) {
          const { peer_id, answer } = await register("me", pane);
          await remove(`/peers/${peer_id}`);
          const namesake = await register("me", pane);
          if (offline) await post(`/peers/${namesake.peer_id}/offline`);
          const birth_certificate = answer.at("birth_certificate") ?? null;
          const proof = { birth_certificate, backend: "claude-code", path: path("me"), ...pane };
          await post("/peers/identity/validate", proof);
          for (const one of [peer_id, namesake.peer_id, far.peer_id]) await get(`/peers/${one}`);
          await register("me", { peer_id: namesake.peer_id });
          await get("/peers", { circle });
          await remove(`/peers/${peer_id}`);
          await remove(`/peers/${namesake.peer_id}`);
        }
      },
    },
    {
      id: "orchestrator-without-its-id",
      rule: "Since 0.15.3 an offline orchestrator comes back without its id. A live orchestrator is not taken over.",
      async steps({ register, post, get }) {
        const boss = await register("boss", { role: "orchestrator" });
        const second = await register("boss", { role: "orchestrator" });
        await post(`/peers/${boss.peer_id}/offline`);
        const third = await register("boss", { role: "orchestrator" });
        for (const { peer_id } of [boss, second, third]) await get(`/peers/${peer_id}`);
      },
    },
    {
      id: "ending-an-unknown-peer",
      rule: "Since 0.15.3 ending an unknown peer for good retires its id.",
      async steps({ register, post, circle, path }) {
        const [left, ended] = ["1", "2"].map((digit) => `repow-${circle}-${digit.repeat(8)}`);
        (await post(`/peers/${left}/offline`, {})).is(200);
        (await post(`/peers/${ended}/offline`, { terminal: true })).is(200);
        (await post("/peers/nobody-at-all/offline", { terminal: true })).is(200);
        (await register("left", { peer_id: left ?? "" })).answer.is(200);
        const claim = { name: "ended", path: path("ended"), circle, peer_id: ended ?? "" };
        await post("/peers", claim);
        (await register("nobody", { peer_id: "nobody-at-all" })).answer.is(200);
      },
    },
    {
      id: "session-that-moved",
      rule: "A message belongs to the session that its receiver names, even if another peer has that session by now.",
      async steps({ register, post, circle, path }) {
        const session = (digit: number) => ({ metadata: { session_id: uuid(digit) } });
        const first = await register("a", { path: path("shared"), ...session(1) });
        const other = { path: path("shared"), circle: `${circle}-b` };
        const second = await register("b", { ...other, ...session(1) });
        await register("b", { ...other, peer_id: second.peer_id, ...session(2) });
        for (const to_peer of [first.peer_id, second.peer_id]) {
          await post("/notify", { from_peer: "ghost", to_peer, text: "x" });
        }
      },
    },
    {
      id: "source-of-a-session",
      rule: "A session is identified by its source. An empty text is not a source.",
      async steps({ register, post, circle, path }) {
        const from = (source_uri: string, digit: number) => ({
          metadata: { source_uri, hook_session_id: uuid(digit) },
        });
        const read = `file:///w/${circle}/session.jsonl`;
        const peers = [
          await register("a", { path: path("a"), ...from(read, 3) }),
          await register("b", { path: path("b"), ...from(read, 4) }),
          await register("c", { path: path("c"), ...from("", 5) }),
          await register("d", { path: path("d"), ...from("", 6) }),
        ];
        for (const { peer_id: to_peer } of peers) {
          await post("/notify", { from_peer: "ghost", to_peer, text: "x" });
        }
      },
    },
    {
      id: "receipts-are-learnt",
      rule: "A peer that announced no receipts but sent one, good or bad, counts as a peer with receipts.",
      async steps({ socket, post, get }) {
        for (const receipt of ["injected", "failed"]) {
          const me = await socket(`me-${receipt}`, {}, receipt);
          await get(`/peers/${me.peer_id}`);
          const text = "Which port?";
          await post("/ask", { from_peer: "ghost", to_peer: me.peer_id, text });
          await get(`/peers/${me.peer_id}`);
        }
      },
    },
    {
      id: "turn-of-a-user",
      rule: "Only a turn of the assistant ends a chat turn. Later deltas of it are dropped.",
      async steps({ register, post, circle, events }) {
        const { peer_id } = await register("me");
        const turn = { peer: peer_id, session_id: `s-${circle}`, turn_id: `t-${circle}` };
        const piece = (chunk_index: number) =>
          post("/events/chat_delta", { ...turn, chunk_index, text: "piece" });
        await post("/events/chat", { ...turn, role: "user", text: "hello" });
        await piece(0);
        const { turn_id: _, ...without } = turn;
        await post("/events/chat", { ...without, role: "assistant", text: "hi" });
        await piece(1);
        await post("/events/chat", { ...turn, role: "assistant", text: "hi" });
        await piece(2);
        await events();
      },
    },
  ],
};
