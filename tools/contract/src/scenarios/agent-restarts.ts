import type { Group } from "../runner/scenario.ts";
import {
  harmlessCommands,
  hasPane,
  registerInPane,
  sessionFile,
  spawnPeer,
  spawnResumable,
} from "./spawned-peer.ts";

export const agentRestarts: Group = {
  name: "agent-restarts",
  title: "Restarting, resuming and switching agents in tmux",
  needs: ["tmux"],
  config: harmlessCommands,
  scenarios: [
    {
      id: "restart-without-a-session",
      rule: "If there is no session to resume, 0.14.17 restarts with a fresh context, and later releases refuse.",
      async steps(stage) {
        const { peer_id, pane_id } = await spawnPeer(stage, "app");
        const restart = (body: Record<string, boolean>) =>
          stage.post(`/peers/${peer_id}/restart`, body);
        const dry = await restart({ dry_run: true });
        const real = await restart({});
        if (stage.since("0.14.18")) {
          dry.is(409, { detail: { error: "resume_unavailable" } });
          real.is(409, { detail: { error: "resume_unavailable" } });
        } else {
          dry.is(200, {
            status: "restart_available",
            restarted: false,
            resume_mode: "fresh_runtime_context",
          });
          real.is(200, { status: "restarted", restarted: true });
          stage.must("the old pane is gone", !(await hasPane(stage, pane_id)));
        }
        await stage.get(`/peers/${peer_id}`);
      },
    },
    {
      id: "restart-resumes-a-session",
      rule: "A peer with a known session is restarted with that session and its id. It is offline until it registers again with the id.",
      async steps(stage) {
        const session = "11111111-2222-4333-8444-777777777777";
        const me = await spawnResumable(stage, "app", session);
        const { peer_id } = me;
        const restart = (body: Record<string, boolean>) =>
          stage.post(`/peers/${peer_id}/restart`, body);
        (await restart({ dry_run: true })).is(200, {
          status: "restart_available",
          resume_mode: "resumed",
        });
        const done = await restart({});
        done.is(200, { status: "restarted", command: `cat --resume ${session}` });
        (await stage.get(`/peers/${peer_id}`)).is(200, { status: "offline" });
        const again = await registerInPane(stage, "app", done.text("tmux_session"), {
          path: me.path,
          peer_id,
        });
        stage.must("it keeps its id", again.peer_id === peer_id);
        (await stage.get(`/peers/${peer_id}`)).is(200, { display_name: "app-claude-code" });
      },
    },
    {
      id: "restarted-and-registered-without-the-id",
      rule: "A restarted peer that registers without its id becomes a new peer with the same name. The old id is gone.",
      ruleOf: "python",
      async steps(stage) {
        const session = "11111111-2222-4333-8444-777777777778";
        const { peer_id, path } = await spawnResumable(stage, "app", session);
        const done = (await stage.post(`/peers/${peer_id}/restart`, {})).is(200);
        const again = await registerInPane(stage, "app", done.text("tmux_session"), { path });
        again.answer.is(200, { display_name: "app-claude-code" });
        stage.must("the id is new", again.peer_id !== peer_id);
        (await stage.get(`/peers/${peer_id}`)).is(404);
      },
    },
    {
      id: "two-restarts-at-once",
      rule: "Two concurrent restarts both succeed.",
      ruleOf: "python",
      async steps(stage) {
        const session = "11111111-2222-4333-8444-777777777779";
        const { peer_id } = await spawnResumable(stage, "app", session);
        const route = `/peers/${peer_id}/restart`;
        // The resulting windows are a matter of chance.
        const both = await Promise.all(
          [1, 2].map(() => stage.caller.quietly("POST", route, { body: {} })),
        );
        for (const answer of both) answer.is(200, { status: "restarted", restarted: true });
      },
    },
    {
      id: "session-is-resumed",
      rule: "A known session that no peer runs any more is resumed in a new window.",
      async steps(stage) {
        const { post, target, folder } = stage;
        const session = "11111111-2222-4333-8444-888888888888";
        const path = await folder("app");
        const me = await stage.peer("app", { path, metadata: { hook_session_id: session } });
        const answer = await post("/notify", {
          from_peer: "ghost",
          to_peer: me.peer_id,
          text: "x",
        });
        const route = `/sessions/${answer.text("repowire_session_id")}/controls/resume`;
        await target.makeFile?.(sessionFile(target, path, session));
        await post(route, {});
        await me.close();
        await post(`/peers/${me.peer_id}/offline`);
        (await post(route, { dry_run: true })).is(200, {
          status: "resume_available",
          action: "inspect",
        });
        (await post(route, { dry_run: false })).is(200, { action: "spawned" });
      },
    },
    {
      id: "restart-proves-the-pane",
      rule: "A pane that the daemon did not open is not restarted, even if the session is known. An offline peer whose pane is gone is restarted.",
      on: "python",
      async steps(stage) {
        const { register, post, target, folder } = stage;
        const withSession = async (name: string, digit: number, more: Record<string, string>) => {
          const session = `11111111-2222-4333-8444-77777777777${digit}`;
          const path = await folder(name);
          await target.makeFile?.(sessionFile(target, path, session));
          const metadata = { hook_session_id: session };
          return (await register(name, { path, metadata, ...more })).peer_id;
        };
        const restart = (peer_id: string) => post(`/peers/${peer_id}/restart`, { dry_run: true });
        const paneless = await withSession("paneless", 1, {});
        await restart(paneless);
        await post(`/peers/${paneless}/offline`);
        await restart(paneless);
        const gone = await withSession("gone", 2, { pane_id: "%7905" });
        await restart(gone);
        await post("/session/update", { peer_name: gone, status: "online" });
        await restart(gone);
        const { pane_id } = await spawnPeer(stage, "owner");
        const foreign = await withSession("foreign", 3, { pane_id });
        await restart(foreign);
        await post("/session/update", { peer_name: foreign, status: "online" });
        await restart(foreign);
      },
    },
    {
      id: "open-asks-block-a-restart",
      rule: "An open ask to or from a peer blocks its restart and its switch to another backend, but not the dry run.",
      ruleOf: "python",
      async steps(stage) {
        const session = "11111111-2222-4333-8444-777777777776";
        const { peer_id, path } = await spawnResumable(stage, "app", session);
        const me = await stage.socket("app", { peer_id, path });
        const worker = await stage.peer("worker");
        const restart = (body: Record<string, boolean>) =>
          stage.post(`/peers/${peer_id}/restart`, body);
        for (const [asker, asked] of [
          [me, worker],
          [worker, me],
        ] as const) {
          const correlation_id = (await asker.ask(asked, "x")).text("correlation_id");
          await asked.receives({ type: "ask" });
          (await restart({ dry_run: true })).is(200);
          (await restart({})).is(409, {
            detail: { error: "in_flight_asks", open_asks: [correlation_id] },
          });
          const switching = { new_backend: "codex" };
          (await stage.post(`/peers/${peer_id}/switch-backend`, switching)).is(409);
          await asked.ack(correlation_id);
        }
        (await restart({})).is(200, { restarted: true });
      },
    },
    {
      id: "restart-of-a-peer-in-no-pane",
      rule: "A peer without a pane of the daemon cannot be restarted.",
      on: "python",
      async steps(stage) {
        const path = await stage.folder("app");
        const { peer_id } = await stage.register("app", { path });
        await stage.post(`/peers/${peer_id}/restart`, {});
        const foreign = await stage.register("foreign", {
          path: await stage.folder("foreign"),
          pane_id: "%7902",
        });
        await stage.post(`/peers/${foreign.peer_id}/restart`, {});
        const nowhere = await stage.register("nowhere", { path: "/nowhere/at-all" });
        await stage.post(`/peers/${nowhere.peer_id}/restart`, {});
        const gemini = await stage.register("gemini", {
          path: await stage.folder("gemini"),
          backend: "gemini",
        });
        await stage.post(`/peers/${gemini.peer_id}/restart`, {});
      },
    },
    {
      id: "switch-backend",
      rule: "Switching a peer to another backend opens a new window and removes the old peer.",
      async steps(stage) {
        const { peer_id } = await spawnPeer(stage, "app");
        const switchTo = (new_backend: string) =>
          stage.post(`/peers/${peer_id}/switch-backend`, { new_backend });
        (await switchTo("claude-code")).is(409, { detail: { error: "same_backend" } });
        (await switchTo("gemini")).is(422, { detail: { error: "command_unavailable" } });
        await switchTo("codex");
        await stage.get(`/peers/${peer_id}`);
      },
    },
    {
      id: "switch-in-a-foreign-pane",
      rule: "If the daemon did not open a peer's pane, a switch leaves that pane open. The old id is gone for good.",
      on: "python",
      async steps(stage) {
        const path = await stage.folder("app");
        const { peer_id } = await stage.register("app", { path, pane_id: "%7911" });
        const switching = { new_backend: "codex" };
        (await stage.post(`/peers/${peer_id}/switch-backend`, switching)).is(200, { ok: true });
        const again = await stage.register("app", { path, peer_id });
        stage.must("the id is new", again.peer_id !== peer_id);
      },
    },
    {
      id: "rehook",
      rule: "A peer in a pane can be rehooked.",
      async steps(stage) {
        const { peer_id } = await spawnPeer(stage, "app");
        await stage.post(`/peers/${peer_id}/rehook`, {});
      },
    },
    {
      id: "rehook-of-a-connection",
      rule: "Rehook keeps a connection that answers a ping, and drops a connection that does not.",
      ruleOf: "python",
      async steps(stage) {
        const { peer_id, path } = await spawnPeer(stage, "app");
        const me = await stage.socket("app", { peer_id, path });
        const rehook = (apply: boolean) => stage.post(`/peers/${peer_id}/rehook`, { apply });
        (await rehook(true)).is(200, { acted: false, ping_ok: true, reason: "already_healthy" });
        me.pong = undefined;
        (await rehook(true)).is(200, { acted: true, ping_ok: false });
        (await stage.get(`/peers/${peer_id}`)).is(200, { ws_connected: false });
        (await rehook(true)).is(200, { acted: true, ping_ok: null });
      },
    },
    {
      id: "rehook-proves-the-pane",
      rule: "A pane that the daemon opened counts as proven for any folder of the peer. A pane that does not exist does not.",
      on: "python",
      async steps(stage) {
        const { pane_id } = await spawnPeer(stage, "app");
        const other = await stage.register("other", { pane_id });
        (await stage.post(`/peers/${other.peer_id}/rehook`, {})).is(200, { pane_verified: true });
        const gone = await stage.register("gone", { pane_id: "%7912" });
        (await stage.post(`/peers/${gone.peer_id}/rehook`, {})).is(409, {
          detail: { error: "pane_unverified" },
        });
      },
    },
    {
      id: "methods-of-the-client",
      rule: "The client restarts, rehooks and resumes in dry runs, by its methods and by its requests, and switches the backend.",
      async steps(stage) {
        const client = await stage.recordedClient();
        const session = "11111111-2222-4333-8444-666666666666";
        const { peer_id } = await spawnResumable(stage, "app", session);
        const dry_run = true;
        await client.restartPeer(peer_id, { dry_run });
        await client.request("restartPeer", { name: peer_id, dry_run });
        await client.rehookPeer(peer_id, { apply: false });
        await client.request({ method: "POST", path: `/peers/${peer_id}/rehook`, json: {} });
        const notice = { from_peer: "ghost", to_peer: peer_id, text: "x" };
        const { repowire_session_id } = await client.notify(notice);
        await client.markPeerOffline(peer_id);
        await client.resumeSession(String(repowire_session_id), { dry_run });
        const other = await spawnPeer(stage, "other");
        await client.switchBackend(other.peer_id, { new_backend: "codex" });
      },
    },
  ],
};
