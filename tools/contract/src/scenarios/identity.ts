import type { Group } from "../runner/scenario.ts";

export const identity: Group = {
  name: "identity",
  title: "Which identity a registration or a connection gets",
  scenarios: [
    {
      id: "known-id-is-given-again",
      rule: "A registration with a peer's id, path and backend is that peer again. Its circle and role do not change.",
      async steps({ register, circle, get }) {
        const first = await register("me", { metadata: { one: 1 } });
        const again = await register("me", {
          peer_id: first.peer_id,
          circle: `${circle}-b`,
          role: "service",
          metadata: { two: 2 },
        });
        again.answer.is(200, { peer_id: first.peer_id, display_name: "me-claude-code" });
        const peer = await get(`/peers/${first.peer_id}`);
        peer.is(200, { circle, role: "agent", metadata: { one: 1, two: 2 } });
      },
    },
    {
      id: "known-id-comes-back-from-offline",
      rule: "An offline peer is online again when it registers with its id.",
      async steps({ register, post, get }) {
        const { peer_id } = await register("me");
        (await post(`/peers/${peer_id}/offline`)).is(200, { ok: true, cancelled_queries: 0 });
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline" });
        (await register("me", { peer_id })).answer.is(200, { peer_id });
        (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
      },
    },
    {
      id: "unknown-id-is-replaced",
      rule: "An unknown id is not an error. The peer gets another id.",
      async steps({ register, must }) {
        const { peer_id } = await register("me", { peer_id: "repow-nowhere-00000000" });
        must("a new id is made", peer_id !== "repow-nowhere-00000000");
      },
    },
    {
      id: "id-with-another-path-or-backend-is-replaced",
      rule: "A claim with another path or backend creates a new peer, and the old peer stays.",
      async steps({ register, path, must, get }) {
        const { peer_id } = await register("me");
        const moved = await register("me", { peer_id, path: path("other") });
        const other = await register("me", { peer_id, backend: "codex" });
        must("both are new", moved.peer_id !== peer_id && other.peer_id !== peer_id);
        (await get(`/peers/${peer_id}`)).is(200, { display_name: "me-claude-code" });
      },
    },
    {
      id: "claim-without-a-path-is-taken",
      rule: "A claim without a path is accepted for a peer with any path.",
      async steps({ register, post, circle }) {
        const { peer_id } = await register("me");
        const claim = { name: "me", peer_id, circle, backend: "claude-code" };
        (await post("/peers", claim)).is(200, { peer_id, display_name: "me-claude-code" });
      },
    },
    {
      id: "offline-name-is-taken-over",
      rule: "An offline peer that comes back without its id becomes a new peer. The old id is gone for good.",
      ruleOf: "python",
      async steps({ register, post, get, must }) {
        const old = await register("off");
        await post(`/peers/${old.peer_id}/offline`);
        const fresh = await register("off");
        must("the id is new", fresh.peer_id !== old.peer_id);
        fresh.answer.is(200, { display_name: "off-claude-code" });
        (await get(`/peers/${old.peer_id}`)).is(404, { detail: /^Peer not found: / });
        const late = await register("off", { peer_id: old.peer_id });
        must("the old id cannot be claimed", late.peer_id !== old.peer_id);
        late.answer.is(200, { display_name: "off-2-claude-code" });
      },
    },
    {
      id: "same-runtime-session-takes-over",
      rule: "A peer with the same runtime session as the holder of its name takes the name, with a new id.",
      ruleOf: "python",
      async steps({ register, get, must }) {
        const metadata = { hook_session_id: "11111111-2222-4333-8444-555555555555" };
        const old = await register("me", { metadata });
        const fresh = await register("me", { metadata });
        must("the id is new", fresh.peer_id !== old.peer_id);
        fresh.answer.is(200, { display_name: "me-claude-code" });
        (await get(`/peers/${old.peer_id}`)).is(404);
      },
    },
    {
      id: "deleted-id-is-gone",
      rule: "After an unregistration the id cannot be claimed, and the name is free.",
      async steps({ register, delete: remove, must }) {
        const old = await register("me");
        (await remove(`/peers/${old.peer_id}`)).is(200, { ok: true });
        const fresh = await register("me", { peer_id: old.peer_id });
        must("the id is new", fresh.peer_id !== old.peer_id);
        fresh.answer.is(200, { display_name: "me-claude-code" });
      },
    },
    {
      id: "pane-with-a-session-starts-offline",
      rule: "A peer with a pane and a runtime session is registered as offline.",
      on: "python",
      async steps({ register, get }) {
        const { peer_id } = await register("me", {
          pane_id: "%7001",
          metadata: { hook_session_id: "11111111-2222-4333-8444-666666666666" },
        });
        (await get(`/peers/${peer_id}`)).is(200, { status: "offline", inbound_status: "offline" });
      },
    },
    {
      id: "pane-has-one-owner",
      rule: "A registration with a pane takes the pane from its owner, which becomes offline.",
      on: "python",
      async steps({ register, get }) {
        const first = await register("first", { pane_id: "%7002" });
        const second = await register("second", { pane_id: "%7002" });
        (await get("/peers/by-pane/%257002")).is(200, { peer_id: second.peer_id });
        (await get(`/peers/${first.peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "known-peer-takes-a-pane",
      rule: "A known peer that comes back in another peer's pane takes it. The owner becomes offline.",
      on: "python",
      async steps({ register, get }) {
        const owner = await register("owner", { pane_id: "%7005" });
        const known = await register("known");
        await register("known", { peer_id: known.peer_id, pane_id: "%7005" });
        (await get("/peers/by-pane/%257005")).is(200, { peer_id: known.peer_id });
        (await get(`/peers/${owner.peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "same-folder-in-the-same-pane",
      rule: "A second registration of a folder from the same pane replaces the first. Its name is free and its id is gone.",
      on: "python",
      async steps({ register, get, must }) {
        await register("me");
        const first = await register("me", { pane_id: "%7006" });
        const again = await register("me", { pane_id: "%7006" });
        must("the id is new", again.peer_id !== first.peer_id);
        await get(`/peers/${first.peer_id}`);
        await get("/peers/by-pane/%257006");
      },
    },
    {
      id: "offline-twins-make-room",
      rule: "Offline peers lose a name to a new peer. Live peers keep their names.",
      async steps({ register, post, get, circle }) {
        const peers = [await register("me"), await register("me"), await register("me")];
        await register("me", { circle: `${circle}-b` });
        await register("me", { backend: "codex" });
        await post(`/peers/${peers[0]?.peer_id}/offline`);
        await post(`/peers/${peers[1]?.peer_id}/offline`);
        await register("me");
        await register("me");
        await get("/peers", { circle });
      },
    },
    {
      id: "pane-of-a-parent-process-is-refused",
      rule: "A process cannot take the pane of its parent process: 409.",
      on: "python",
      async steps({ register, post, path, circle }) {
        await register("first", { pane_id: "%7003", agent_pid: 4194000 });
        const body = {
          name: "child",
          path: path("child"),
          circle,
          pane_id: "%7003",
          parent_pid: 4194000,
        };
        (await post("/peers", body)).is(409, { detail: /^pane %7003 held by first-claude-code / });
        (await post("/peers", { ...body, pane_id: null })).is(200);
        (await post("/peers", { ...body, parent_pid: null })).is(200, { pane_assigned: true });
        await register("first", { agent_pid: 4194003 });
        (await post("/peers", { ...body, parent_pid: 4194003 })).is(200);
        (await post("/peers", { ...body, pane_id: null, parent_pid: 4194003 })).is(200);
      },
    },
    {
      id: "orchestrator-that-comes-back",
      rule: "Since 0.15 an offline orchestrator comes back without its id if name, circle, folder and backend match. Before, it becomes a new peer.",
      async steps({ register, post, path, circle }) {
        const boss = { role: "orchestrator" };
        const { peer_id } = await register("boss", boss);
        for (const more of [
          { path: path("elsewhere/boss") },
          { circle: `${circle}-b` },
          { backend: "codex" },
          {},
        ]) {
          await post(`/peers/${peer_id}/offline`);
          const other = await register("boss", { ...boss, ...more });
          await post(`/peers/${other.peer_id}/offline`);
        }
        await register("boss", boss);
      },
    },
    {
      id: "pane-of-an-orchestrator-sticks",
      rule: "An orchestrator that was seen recently keeps its pane. A new peer is registered without the pane, and a known peer shares it.",
      on: "python",
      async steps({ register, socket, get }) {
        const known = await register("known");
        const boss = await register("boss", { role: "orchestrator", pane_id: "%7004" });
        const fresh = await register("fresh", { pane_id: "%7004" });
        fresh.answer.is(200, { pane_assigned: false });
        await register("known", { peer_id: known.peer_id, pane_id: "%7004" });
        await socket("socket", { pane_id: "%7004" });
        await get("/peers/by-pane/%257004");
        for (const { peer_id } of [boss, known, fresh]) {
          (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
          await get(`/peers/${peer_id}/doctor`);
        }
      },
    },
    {
      id: "http-first-socket-second",
      rule: "A registration over HTTP and a connection with its id are one peer if the path is absolute and normalised.",
      async steps({ register, socket, get }) {
        const { peer_id } = await register("hq");
        const connected = await socket("hq", { peer_id });
        if (connected.peer_id !== peer_id) throw new Error("two identities");
        (await get(`/peers/${peer_id}`)).is(200, { ws_connected: true, status: "online" });
      },
    },
    {
      id: "socket-normalises-the-path",
      rule: "The socket normalises the path, but HTTP does not. A claim with a trailing slash is therefore another peer.",
      async steps({ register, socket, path, must }) {
        const { peer_id } = await register("hh", { path: path("hh/") });
        const connected = await socket("hh", { peer_id, path: path("hh/") });
        must("the socket is somebody else", connected.peer_id !== peer_id);
        must("with a number", connected.display_name === "hh-2-claude-code");
      },
    },
    {
      id: "default-circle-adopts",
      rule: "A connection in `default` without a trusted circle source becomes the peer with the same path in another circle.",
      on: "python",
      async steps({ socket, get, circle }) {
        const docs = await socket("docs");
        const adopted = await socket("adopted", {
          display_name: "x",
          path: `/w/${circle}/docs`,
          circle: "default",
        });
        if (adopted.peer_id !== docs.peer_id) throw new Error("not adopted");
        (await get(`/peers/${docs.peer_id}`)).is(200, { circle, ws_connected: true });
      },
    },
    {
      id: "default-circle-from-tmux-does-not-adopt",
      rule: "A connection whose circle comes from tmux or a spawn stays in `default`.",
      async steps({ socket, circle, must }) {
        const docs = await socket("docs");
        for (const circle_source of ["tmux", "spawn_hint"]) {
          const own = await socket(circle_source, {
            path: `/w/${circle}/docs`,
            circle: "default",
            circle_source,
          });
          must("it is another peer", own.peer_id !== docs.peer_id);
        }
      },
    },
    {
      id: "default-circle-adopts-over-http",
      rule: "A registration in `default` also adopts an identity, even of an offline peer.",
      ruleOf: "python",
      async steps({ register, post }) {
        const docs = await register("docs");
        await post(`/peers/${docs.peer_id}/offline`);
        const adopted = await register("docs", { circle: "default" });
        adopted.answer.is(200, { peer_id: docs.peer_id });
        const fallback = await register("docs", { circle: "default", circle_source: "fallback" });
        fallback.answer.is(200, { peer_id: docs.peer_id });
      },
    },
    {
      id: "other-circles-never-adopt",
      rule: "Only a peer in `default` adopts an identity. The same path in two other circles gives two peers.",
      async steps({ register, must }) {
        const docs = await register("docs");
        const global = await register("docs", { circle: "global" });
        must("they are two", global.peer_id !== docs.peer_id);
      },
    },
    {
      id: "http-default-circle-is-global",
      rule: "Without a circle, a registration over HTTP is in `global` and a connection is in `default`.",
      ruleOf: "python",
      async steps({ post, path, socket, get, circle }) {
        const body = { name: "x", path: path("http"), backend: "pi" };
        const { peer_id } = (await post("/peers", body)).is(200).body as { peer_id: string };
        (await get(`/peers/${peer_id}`)).is(200, { circle: "global" });
        (await post("/peers", { ...body, circle: null })).is(200);
        const connected = await socket("socket", {
          path: `/w/${circle}/socket`,
          circle: "default",
        });
        (await get(`/peers/${connected.peer_id}`)).is(200, { circle: "default" });
      },
    },
    {
      id: "retired-id-is-refused",
      rule: "An id that ended for good cannot be claimed, neither over HTTP nor over the socket.",
      since: "0.15.3",
      ruleOf: "python",
      async steps({ register, post, path, circle, rawSocket }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, { terminal: true });
        const claim = { name: "me", path: path("me"), circle, backend: "claude-code", peer_id };
        (await post("/peers", claim)).is(409, { detail: /^peer_id repow-\S+ was retired / });
        const socket = await rawSocket("retired").opened();
        socket.send({ type: "connect", display_name: "me", ...claim });
        await socket.receives({ type: "error", code: "peer_retired" });
        await socket.ends(4004);
        (await post("/peers", { ...claim, peer_id: null })).is(200, {
          display_name: "me-claude-code",
        });
      },
    },
    {
      id: "living-process-takes-a-retired-id",
      rule: "A claim of a retired id is accepted if it names a live process.",
      since: "0.15.3",
      async steps({ register, post }) {
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/offline`, { terminal: true });
        (await register("me", { peer_id, agent_pid: 1 })).answer.is(200, { peer_id });
      },
    },
    {
      id: "terminal-is-ignored-before-0.15.3",
      rule: "0.14.17 ignores the body of `/offline`, and the id can come back.",
      until: "0.14.17",
      async steps({ register, post }) {
        const { peer_id } = await register("me");
        (await post(`/peers/${peer_id}/offline`, { terminal: true })).is(200);
        (await register("me", { peer_id })).answer.is(200, { peer_id });
      },
    },
  ],
};
