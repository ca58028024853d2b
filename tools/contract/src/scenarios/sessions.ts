import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** A connected peer and the id of its session. */
async function boundPeer(stage: Stage) {
  const me = await stage.peer("me");
  const answer = await stage.post("/notify", {
    from_peer: "ghost",
    to_peer: me.peer_id,
    text: "x",
  });
  await me.receives();
  return { me, session: answer.text("repowire_session_id") };
}

export const sessions: Group = {
  name: "sessions",
  title: "Session bindings, timelines and transcripts",
  scenarios: [
    {
      id: "notify-by-session",
      rule: "A notification can be addressed to a session. By default it crosses the circle boundary.",
      ruleOf: "python",
      async steps(stage) {
        const { me, session } = await boundPeer(stage);
        const route = `/sessions/${session}/controls/notify`;
        (await stage.post(route, { text: "hello" })).is(200, { delivery_state: "delivered" });
        await me.receives({ type: "notify", from_peer: "dashboard", text: "hello" });
        const other = await stage.peer("other", { circle: `${stage.circle}-b` });
        const body = { text: "x", from_peer: other.peer_id };
        (await stage.post(route, body)).is(200);
        await me.receives();
        await stage.post(route, { ...body, bypass_circle: false });
        (await stage.post(route, {})).is(422);
        await stage.events();
      },
    },
    {
      id: "session-without-an-executor",
      rule: "A session accepts no notification if its peer is gone or has no connection.",
      async steps(stage) {
        const { me, session } = await boundPeer(stage);
        await me.close();
        const route = `/sessions/${session}/controls/notify`;
        await stage.post(route, { text: "anybody?" });
        await stage.post(`/peers/${me.peer_id}/offline`);
        await stage.post(route, { text: "anybody?" });
        await stage.delete(`/peers/${me.peer_id}`);
        await stage.post(route, { text: "anybody?" });
      },
    },
    {
      id: "unknown-session-is-404",
      rule: "An unknown session returns 404 with a code.",
      ruleOf: "python",
      async steps({ post }) {
        const unknown = "/sessions/rw-session-unknown/controls";
        (await post(`${unknown}/notify`, { text: "x" })).is(404, {
          detail: { error: "session_not_found" },
        });
        (await post(`${unknown}/resume`, {})).is(404, { detail: { error: "session_not_found" } });
      },
    },
    {
      id: "resume-tells-what-it-could-do",
      rule: "A dry run of resume reports whether a session could be resumed, with 200 up to 0.14.17 and with 409 later.",
      async steps(stage) {
        const { me, session } = await boundPeer(stage);
        const route = `/sessions/${session}/controls/resume`;
        await stage.post(route, {});
        await stage.post(route);
        await me.close();
        await stage.post(`/peers/${me.peer_id}/offline`);
        await stage.post(route, { dry_run: true });
      },
    },
    {
      id: "session-of-a-runtime",
      rule: "A session is bound to the id that the agent's own program uses. The first key with such an id counts.",
      async steps(stage) {
        const { register, post, get } = stage;
        const uuid = (digit: number) => `11111111-2222-4333-8444-00000000000${digit}`;
        for (const [index, metadata] of [
          { hook_session_id: uuid(1), session_id: uuid(2) },
          { runtime_session_id: uuid(3) },
          { session_id: uuid(4) },
          { hook_session_id: "", session_id: uuid(5) },
          { hook_session_id: 5 },
        ].entries()) {
          for (const backend of ["claude-code", "gemini"]) {
            const { peer_id } = await register(`peer-${index}`, { metadata, backend });
            const answer = await post("/notify", {
              from_peer: "ghost",
              to_peer: peer_id,
              text: "x",
            });
            const session = answer.at("repowire_session_id");
            await post(`/sessions/${String(session)}/controls/resume`, {});
            await get(`/peers/${peer_id}/timeline`);
          }
        }
      },
    },
    {
      id: "turn-binds-its-session",
      rule: "A chat turn binds its session to the peer of its pane, else of its id, else of its name.",
      on: "python",
      async steps({ register, post, get, circle }) {
        const byPane = await register("pane", { pane_id: "%7511" });
        const byId = await register("id");
        const byName = await register("name");
        const turn = (peer: string, more: Record<string, string>) =>
          post("/events/chat", { peer, role: "user", text: "x", ...more });
        await turn("anybody", { pane_id: "%7511", session_id: `${circle}-p` });
        await turn(byName.display_name, { peer_id: byId.peer_id, session_id: `${circle}-i` });
        await turn(byName.display_name, { session_id: `${circle}-n` });
        for (const [{ peer_id }, session] of [
          [byPane, "p"],
          [byId, "i"],
          [byName, "n"],
        ] as const) {
          (await get(`/peers/${peer_id}/timeline`)).is(200, {
            history_source: "session_binding",
            runtime_session_id: `${circle}-${session}`,
          });
        }
      },
    },
    {
      id: "backends-that-resume",
      rule: "Not every backend can resume a session.",
      async steps({ register, post }) {
        const metadata = { hook_session_id: "11111111-2222-4333-8444-999999999999" };
        for (const backend of ["codex", "opencode", "gemini", "antigravity", "pi", "mcp-http"]) {
          const { peer_id } = await register("me", { backend, metadata });
          const answer = await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "x" });
          const route = `/sessions/${String(answer.at("repowire_session_id"))}/controls/resume`;
          await post(route, {});
          await post(`/peers/${peer_id}/restart`, { dry_run: true });
        }
      },
    },
    {
      id: "same-session-in-two-folders",
      rule: "An agent's program may use one session id in several folders. A peer's own session is the one of its folder.",
      async steps({ register, post, get }) {
        const session_id = "11111111-2222-4333-8444-777777777777";
        const metadata = { hook_session_id: session_id };
        const peers = [
          await register("one", { metadata }),
          await register("two", { metadata }),
          await register("three"),
        ];
        for (const { peer_id } of [...peers, ...peers]) {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "x" });
          await get(`/peers/${peer_id}/timeline`);
          await get(`/peers/${peer_id}/timeline`, { session_id });
          await get(`/peers/${peer_id}/transcript`);
        }
      },
    },
    {
      id: "one-peer-with-two-sessions",
      rule: "If a peer has several sessions, the one that its agent names counts, or else the newest.",
      async steps({ register, post, get }) {
        const session = (digit: number) => `11111111-2222-4333-8444-66666666666${digit}`;
        const named = (hook_session_id: string) => ({ metadata: { hook_session_id } });
        const { peer_id, display_name } = await register("me", named(session(1)));
        await register("me", { peer_id, ...named(session(2)) });
        const look = async () => {
          await post("/notify", { from_peer: "ghost", to_peer: peer_id, text: "x" });
          await get(`/peers/${peer_id}/timeline`);
          await get(`/peers/${peer_id}/transcript`);
        };
        await look();
        await register("me", { peer_id, ...named(session(1)) });
        await look();
        const turn = { peer: display_name, peer_id, role: "user", text: "x" };
        await post("/events/chat", { ...turn, session_id: session(3) });
        await look();
        await register("me", { peer_id, ...named("") });
        await look();
      },
    },
    {
      id: "connection-in-a-known-folder",
      rule: "A peer without its own session uses the session of its folder if it is the only peer there.",
      async steps({ register, socket, post, path, circle }) {
        const owner = await register("owner", { path: path("shared") });
        await post("/notify", { from_peer: "ghost", to_peer: owner.peer_id, text: "x" });
        const guest = await socket("guest", { path: path("shared"), circle: `${circle}-b` });
        await post("/notify", { from_peer: "ghost", to_peer: guest.peer_id, text: "x" });
        const stranger = await socket("stranger", { path: path("elsewhere") });
        await post("/notify", { from_peer: "ghost", to_peer: stranger.peer_id, text: "x" });
      },
    },
    {
      id: "timeline-of-pieces",
      rule: "The timeline joins the deltas of unfinished turns in order. Each turn is listed once.",
      async steps({ register, post, get, circle }) {
        const { peer_id, display_name } = await register("me");
        const piece = (turn: string, chunk_index: number, more: Record<string, unknown>) =>
          post("/events/chat_delta", {
            peer: display_name,
            peer_id,
            turn_id: `${circle}-${turn}`,
            chunk_index,
            ...more,
          } as never);
        await piece("a", 1, { text: "world" });
        await post("/events/chat", {
          peer: display_name,
          peer_id,
          role: "user",
          text: "between",
          turn_id: `${circle}-u`,
        });
        await piece("a", 0, { text: "hello " });
        await piece("b", 0, { text: "finished" });
        await piece("b", 1, { kind: "tool_use", tool_call: { name: "Read", input: "x" } });
        await post("/events/chat", {
          peer: display_name,
          peer_id,
          role: "assistant",
          text: "finished.",
          turn_id: `${circle}-b`,
        });
        await piece("e", 2, { text: "then." });
        await piece("e", 1, {
          kind: "tool_use",
          text: "not shown",
          tool_call: { name: "Read", input: "y" },
        });
        await piece("e", 0, { text: "First " });
        await piece("e", 3, { text: "No tool.", tool_call: { name: "Read", input: "z" } });
        await piece("e", 4, { kind: "tool_use" });
        await piece("c", 0, { text: "" });
        await piece("f", 0, { text: "no tool", tool_call: { name: "Read", input: "z" } });
        await piece("f", 1, { kind: "tool_use", text: "no call" });
        await piece("d", 0, { kind: "tool_use", tool_call: { name: "Bash" }, session_id: "s-1" });
        (await get(`/peers/${peer_id}/timeline`)).is(200);
        await get(`/peers/${peer_id}/timeline`, { session_id: "s-1" });
        await get(`/peers/${peer_id}/timeline/search`, { q: "WORLD" });
        await get(`/peers/${peer_id}/timeline/search`, { q: "o", limit: "1" });
      },
    },
    {
      id: "timeline",
      rule: "The timeline of a peer contains its chat turns.",
      async steps({ register, post, get, circle }) {
        const { peer_id, display_name } = await register("me");
        const turn = (role: string, text: string) =>
          post("/events/chat", {
            peer: display_name,
            peer_id,
            role,
            text,
            session_id: circle,
            turn_id: `${circle}-${role}`,
          });
        await turn("user", "where is the port?");
        await turn("assistant", "it is 8377");
        (await get(`/peers/${peer_id}/timeline`)).is(200, { peer_id });
        await get(`/peers/${peer_id}/timeline`, { limit: "1" });
        await get(`/peers/${peer_id}/timeline`, { session_id: "other" });
        (await get(`/peers/${peer_id}/timeline/search`, { q: "PORT" })).is(200);
        (await get(`/peers/${peer_id}/timeline/search`, { q: "nothing" })).is(200, { results: [] });
      },
    },
    {
      id: "search-in-any-script",
      rule: "A search ignores the case. Python counts the letters of the folded text, in which ß is two letters, and Go counts bytes.",
      async steps({ register, post, get, circle }) {
        const { peer_id, display_name } = await register("me");
        const text = `${"größer ".repeat(20)}than port 8377, ${"größer ".repeat(20)}`;
        const turn = { peer: display_name, peer_id, role: "user", turn_id: `${circle}-u` };
        await post("/events/chat", { ...turn, text });
        (await get(`/peers/${peer_id}/timeline/search`, { q: "port" })).is(200);
        (await get(`/peers/${peer_id}/timeline/search`, { q: "GRÖSSER" })).is(200);
        (await get(`/peers/${peer_id}/timeline/search`, { q: "GRÖßER" })).is(200);
      },
    },
    {
      id: "pieces-of-no-turn",
      rule: "A piece with an empty turn id is in no timeline, and the Go daemon refuses it. For an empty session id the answer names no session of the agent.",
      async steps({ register, post, get }) {
        const { peer_id, display_name } = await register("me");
        const piece = { peer: display_name, peer_id, turn_id: "", chunk_index: 0, text: "lost" };
        await post("/events/chat_delta", piece);
        await get(`/peers/${peer_id}/timeline`);
        await get(`/peers/${peer_id}/timeline`, { session_id: "" });
      },
    },
    {
      id: "timeline-of-backends",
      rule: "If the daemon cannot read a backend's history, the answer says so.",
      async steps({ register, get }) {
        for (const backend of ["claude-code", "codex", "opencode", "gemini", "pi", "mcp-http"]) {
          const { peer_id } = await register("me", { backend });
          await get(`/peers/${peer_id}/timeline`);
          await get(`/peers/${peer_id}/transcript`);
        }
      },
    },
    {
      id: "transcript",
      rule: "The transcript of a peer without a recorded session is empty.",
      async steps({ register, get }) {
        const { peer_id } = await register("me");
        (await get(`/peers/${peer_id}/transcript`)).is(200, { turns: [], next_before: null });
        await get(`/peers/${peer_id}/transcript`, { before: "x", limit: "500", session_id: "x" });
      },
    },
  ],
};
