import type { Group } from "../runner/scenario.ts";

export const identityTakeover: Group = {
  name: "identity-takeover",
  title: "When a connection takes over an identity, and when it does not",
  scenarios: [
    {
      id: "takes-the-frames-of-the-connection",
      rule: "Who is adopted through the circle `default` loses its frames to the new connection, and its own stays open.",
      on: "python",
      async steps({ socket, path, post, silence, must }) {
        const docs = await socket("docs", {}, "injected");
        const more = { path: path("docs"), circle: "default" };
        const adopted = await socket("adopted", more, "injected");
        must("they are one peer", adopted.peer_id === docs.peer_id);
        const notice = { from_peer: "ghost", to_peer: docs.peer_id, text: "to the second" };
        (await post("/notify", notice)).is(200, { delivered: true });
        await adopted.receives({ type: "notify", text: "to the second" });
        await silence(docs);
      },
    },
    {
      id: "adopts-from-global",
      rule: "A connection in `default` is adopted by an identity in `global` as well, which a registration over HTTP is in.",
      on: "python",
      async steps({ post, path, socket, get, must }) {
        const body = { name: "x", path: path("me"), backend: "claude-code" };
        const peer_id = (await post("/peers", body)).is(200).text("peer_id");
        const me = await socket("me", { circle: "default" });
        must("they are one peer", me.peer_id === peer_id);
        (await get(`/peers/${peer_id}`)).is(200, { circle: "global", ws_connected: true });
      },
    },
    {
      id: "another-backend-does-not-adopt",
      rule: "An identity of another backend or another folder adopts nobody.",
      async steps({ socket, path, must }) {
        const docs = await socket("docs");
        const codex = { path: path("docs"), circle: "default", backend: "codex" };
        must("the backend counts", (await socket("codex", codex)).peer_id !== docs.peer_id);
        const other = { path: path("other/docs"), circle: "default" };
        must("the folder counts", (await socket("other", other)).peer_id !== docs.peer_id);
      },
    },
    {
      id: "relative-path-is-two-peers",
      rule: "The socket makes a relative path absolute and HTTP does not, so the claim is another peer.",
      on: "python",
      async steps({ register, rawSocket, circle, get, must }) {
        const path = `${circle}/rel`;
        const { peer_id } = await register("rel", { path });
        (await get(`/peers/${peer_id}`)).is(200, { path, display_name: "rel-claude-code" });
        const claim = { display_name: "rel", circle, backend: "claude-code", path, peer_id };
        const me = await rawSocket("rel").connect(claim);
        must("the socket is somebody else", me.peer_id !== peer_id);
        must("with a number", me.display_name === "rel-2-claude-code");
      },
    },
    {
      id: "role-and-circle-are-kept",
      rule: "A connection with the id of a peer keeps its role and its circle, whatever the frame says.",
      on: "python",
      async steps({ register, socket, circle, get }) {
        const { peer_id } = await register("me", { role: "service" });
        await socket("me", { peer_id, role: "human", circle: `${circle}-b` });
        (await get(`/peers/${peer_id}`)).is(200, { role: "service", circle, ws_connected: true });
      },
    },
    {
      id: "living-process-connects-with-a-retired-id",
      rule: "A connection that claims a retired id is taken when it names a living process, and refused when it names a dead one.",
      since: "0.15.3",
      ruleOf: "python",
      async steps({ register, post, rawSocket, socket, path, circle, get, must }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, { terminal: true });
        const dead = await rawSocket("dead").opened();
        const claim = { display_name: "me", circle, path: path("me"), peer_id };
        dead.send({ type: "connect", ...claim, agent_pid: 4194007 });
        await dead.receives({ type: "error", code: "peer_retired" });
        await dead.ends(4004);
        const me = await socket("me", { peer_id, agent_pid: 1 });
        must("it is itself", me.peer_id === peer_id);
        (await get(`/peers/${peer_id}`)).is(200, { status: "online", ws_connected: true });
      },
    },
    {
      id: "connection-that-was-replaced",
      rule: "The end of a connection that a newer one of the same peer has replaced changes nothing.",
      async steps({ peer, socket, get, settle }) {
        const first = await peer("me");
        const second = await socket("me", { peer_id: first.peer_id });
        await first.close();
        await settle(second);
        (await get(`/peers/${first.peer_id}`)).is(200, { status: "online", ws_connected: true });
      },
    },
    {
      id: "connects-again-from-offline",
      rule: "A peer that was offline and connects without its id gets a new one and its old name; the old id is gone.",
      ruleOf: "python",
      async steps({ peer, post, socket, get, must }) {
        const old = await peer("me");
        await old.close();
        await post(`/peers/${old.peer_id}/offline`);
        const fresh = await socket("me");
        must("the id is new", fresh.peer_id !== old.peer_id);
        must("the name is the old one", fresh.display_name === "me-claude-code");
        (await get(`/peers/${old.peer_id}`)).is(404);
      },
    },
    {
      id: "connects-after-an-unregistration",
      rule: "After an unregistration or a kill a connection with the id is a new peer.",
      on: "python",
      async steps({ register, socket, delete: remove, post, must }) {
        const deleted = await register("deleted");
        (await remove(`/peers/${deleted.peer_id}`)).is(200);
        const { peer_id } = await socket("deleted", { peer_id: deleted.peer_id });
        must("the id of the deleted one is new", peer_id !== deleted.peer_id);
        const killed = await register("killed");
        (await post("/kill-peer", { peer_identifier: killed.peer_id })).is(200);
        const again = await socket("killed", { peer_id: killed.peer_id });
        must("the id of the killed one is new", again.peer_id !== killed.peer_id);
      },
    },
    {
      id: "living-process-is-adopted-with-a-retired-id",
      rule: "A registration in the circle `default` is adopted with a retired id as well; the id may be claimed again when a living process came with it.",
      ruleOf: "python",
      since: "0.15.3",
      async steps({ register, post, path, must }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, { terminal: true });
        const claim = { name: "me", path: path("me"), circle: "default", backend: "claude-code" };
        const adopted = (await post("/peers", claim)).is(200);
        must("it is the same id", adopted.text("peer_id") === peer_id);
        (await post("/peers", { ...claim, peer_id })).is(409);
        await post(`/peers/${peer_id}/offline`);
        (await post("/peers", { ...claim, agent_pid: 1 })).is(200, { peer_id });
        (await post("/peers", { ...claim, peer_id })).is(200, { peer_id });
      },
    },
    {
      id: "earlier-model-is-remembered",
      rule: "A peer that comes back under its name without its id shows the model that it tells; the daemon goes on remembering the earlier one.",
      since: "0.15.2",
      async steps({ register, post, path, circle, get }) {
        const { peer_id } = await register("me", { model: "first" });
        const again = { name: "me", path: path("me"), circle, backend: "claude-code" };
        await post(`/peers/${peer_id}/offline`);
        await post("/peers", { ...again, model: "second" });
        (await get("/peers", { circle })).is(200);
        await post("/peers/me-claude-code/offline");
        await post("/peers", again);
        (await get("/peers", { circle })).is(200);
      },
    },
  ],
};
