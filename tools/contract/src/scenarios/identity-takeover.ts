import type { Group } from "../runner/scenario.ts";

export const identityTakeover: Group = {
  name: "identity-takeover",
  title: "Taking over an identity with a connection",
  scenarios: [
    {
      id: "takes-the-frames-of-the-connection",
      rule: "If a connection adopts an identity through the circle `default`, it receives the frames. The older connection stays open.",
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
      rule: "A connection in `default` also adopts an identity in `global`, the circle of registrations over HTTP.",
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
      rule: "An identity with another backend or folder is not adopted.",
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
      rule: "The socket makes a relative path absolute, but HTTP does not. A claim with that path is therefore another peer.",
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
      rule: "A connection with a peer's id keeps the peer's role and circle, even if the frame has others.",
      on: "python",
      async steps({ register, socket, circle, get }) {
        const { peer_id } = await register("me", { role: "service" });
        await socket("me", { peer_id, role: "human", circle: `${circle}-b` });
        (await get(`/peers/${peer_id}`)).is(200, { role: "service", circle, ws_connected: true });
      },
    },
    {
      id: "living-process-connects-with-a-retired-id",
      rule: "A connection that claims a retired id is accepted if it names a live process, and refused if the process is dead.",
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
      id: "taken-up-id-is-free-again",
      rule: "A retired id that a live process took up is not retired any more. Its next registration needs no process.",
      since: "0.15.3",
      ruleOf: "python",
      async steps({ register, post, socket, must }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, { terminal: true });
        const me = await socket("me", { peer_id, agent_pid: 1 });
        await me.close();
        const again = await register("me", { peer_id });
        again.answer.is(200);
        must("it is itself", again.peer_id === peer_id);
      },
    },
    {
      id: "connection-that-was-replaced",
      rule: "If a newer connection of the peer replaced a connection, the end of the old connection changes nothing.",
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
      rule: "An offline peer that connects without its id gets a new id and its old name. The old id is gone.",
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
      rule: "After an unregistration or a kill, a connection with the id is a new peer.",
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
      rule: "A registration in `default` with a retired id also adopts an identity. The id can be claimed again if a live process came with it.",
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
      rule: "A peer that comes back by its name, without its id, shows the model that it reports. The daemon still remembers the earlier model.",
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
