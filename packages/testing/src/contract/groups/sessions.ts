import type { Group } from "../scenario.ts";
import type { Stage } from "../stage.ts";

/** A connected peer and the id of the session that it is bound to. */
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
      rule: "A notification can be addressed to a session; the border of circles is bypassed by default.",
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
      rule: "A session whose peer is gone or without a connection takes no notification.",
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
      rule: "A session that nobody knows is 404 with a code.",
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
      rule: "A dry resume says whether a session could be resumed: in a 200 up to 0.14.17, in a 409 later.",
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
      id: "timeline",
      rule: "The timeline of a peer has the chat turns that it is known for.",
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
      id: "timeline-of-backends",
      rule: "Where a backend keeps no history that the daemon can read, the answer says so.",
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
