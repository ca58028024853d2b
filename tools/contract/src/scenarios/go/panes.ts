import type { Group } from "../../runner/scenario.ts";
import {
  harmlessCommands,
  hasPane,
  registerInPane,
  sessionFile,
  spawnPeer,
  spawnResumable,
} from "../spawned-peer.ts";

export const goPanes: Group = {
  name: "go-panes",
  title: "Panes as proofs on the Go daemon",
  needs: ["tmux"],
  config: harmlessCommands,
  scenarios: [
    {
      id: "pane-proves-circle-and-role",
      rule: "A peer in a spawned pane gets the circle and the role of the spawn, even if its registration names none.",
      on: "go",
      async steps(stage) {
        const { post, get, circle } = stage;
        const path = await stage.folder("app");
        const spawn = { path, backend: "claude-code", circle, role: "service" };
        const tmux_session = (await post("/spawn", spawn)).is(200).text("tmux_session");
        const more = { path, circle: null };
        const { peer_id } = await registerInPane(stage, "app", tmux_session, more);
        (await get(`/peers/${peer_id}`)).is(200, { circle, role: "service" });
      },
    },
    {
      id: "contradictions-are-403",
      rule: "A registration that contradicts its pane is refused: another folder, backend, circle or role.",
      on: "go",
      async steps(stage) {
        const { post, circle, path } = stage;
        const me = await spawnPeer(stage, "app");
        const body = { name: "app", path: me.path, circle, backend: "claude-code" };
        const words = "pane-backed runtime registration";
        for (const [wrong, detail] of [
          [{ path: path("else") }, `${words} does not match spawn ownership`],
          [{ backend: "codex" }, `${words} does not match spawn ownership`],
          [{ circle: `${circle}-b` }, `${words} circle contradicts pane evidence`],
          [{ role: "service" }, `${words} role contradicts pane evidence`],
        ] as const) {
          (await post("/peers", { ...body, pane_id: me.pane_id, ...wrong })).is(403, { detail });
        }
      },
    },
    {
      id: "contradicting-sockets-are-4003",
      rule: "A socket whose first frame contradicts its pane closes with 4003.",
      on: "go",
      async steps(stage) {
        const { circle } = stage;
        const { peer_id, pane_id, path } = await spawnPeer(stage, "app");
        const display_name = "app-claude-code";
        const frame = { type: "connect", peer_id, display_name, circle, path, pane_id };
        const backend = "claude-code";
        for (const wrong of [{ circle: `${circle}-b` }, { role: "service" }, { path: "/w/else" }]) {
          const socket = await stage.rawSocket("me").opened();
          socket.send({ ...frame, backend, ...wrong });
          await socket.receives({ type: "error" });
          const { reason } = await socket.ends(4003);
          stage.must("the pane is the reason", reason === "Unverified pane identity");
        }
      },
    },
    {
      id: "pane-is-found-for-a-peer-without-one",
      rule: "A peer that names no pane owns the pane that the daemon opened for its folder, circle, backend and role. Killing it ends that pane.",
      on: "go",
      async steps(stage) {
        const { post, circle } = stage;
        const path = await stage.folder("app");
        (await post("/spawn", { path, backend: "claude-code", circle })).is(200);
        const pane = (await stage.target.panes?.())?.find(
          ({ tmux_session }) => tmux_session === `${circle}:app`,
        );
        const { peer_id } = await stage.register("app", { path });
        (await post(`/peers/${peer_id}/rehook`, {})).is(200, { pane_id: pane?.pane_id ?? "" });
        (await post("/kill-peer", { peer_identifier: peer_id })).is(200, { tmux_killed: true });
        stage.must("the pane is gone", !(await hasPane(stage, pane?.pane_id ?? "")));
      },
    },
    {
      id: "two-panes-of-one-folder",
      rule: "If the daemon opened two panes for a folder, it chooses none of them.",
      on: "go",
      async steps(stage) {
        const { post, circle, target } = stage;
        const path = await stage.folder("app");
        const session = "11111111-2222-4333-8444-777777777701";
        await target.makeFile?.(sessionFile(target, path, session));
        const metadata = { hook_session_id: session };
        for (const _time of [1, 2]) await post("/spawn", { path, backend: "claude-code", circle });
        const { peer_id } = await stage.register("app", { path, metadata });
        (await post(`/peers/${peer_id}/restart`, {})).is(409, {
          detail: { error: "ambiguous_ownership", pane_id: "" },
        });
        (await post(`/peers/${peer_id}/rehook`, {})).is(409, {
          detail: { error: "missing_pane" },
        });
        (await post("/kill-peer", { peer_identifier: peer_id })).is(200, { tmux_killed: null });
      },
    },
    {
      id: "restart-proves-the-pane",
      rule: "A restart needs a session, and the pane that the daemon opened. An offline peer may be without a pane.",
      on: "go",
      async steps(stage) {
        const { post, target } = stage;
        const withSession = async (name: string, digit: number, exists: boolean) => {
          const session = `11111111-2222-4333-8444-77777777771${digit}`;
          const path = await stage.folder(name);
          if (exists) await target.makeFile?.(sessionFile(target, path, session));
          const metadata = { hook_session_id: session };
          return (await stage.register(name, { path, metadata })).peer_id;
        };
        const restart = (peer_id: string) => post(`/peers/${peer_id}/restart`, { dry_run: true });
        const stale = await withSession("stale", 1, false);
        (await restart(stale)).is(409, { detail: { unsupported_reason: "resume_unavailable" } });
        const paneless = await withSession("paneless", 2, true);
        (await restart(paneless)).is(409, { detail: { error: "missing_pane" } });
        await post(`/peers/${paneless}/offline`);
        (await restart(paneless)).is(200, { status: "restart_available", tmux_session: "" });
        (await post(`/peers/${paneless}/restart`, {})).is(200, { restarted: true });
        const gemini = await stage.register("gemini", {
          path: await stage.folder("gemini"),
          backend: "gemini",
        });
        (await restart(gemini.peer_id)).is(409, { detail: { error: "command_unavailable" } });
        const outside = await stage.register("outside", { path: "/nowhere/at-all" });
        (await restart(outside.peer_id)).is(404);
      },
    },
    {
      id: "restart-quotes-the-session",
      rule: "The command of a restart quotes a session that has more than letters, digits and a few signs.",
      on: "go",
      async steps(stage) {
        const path = await stage.folder("app");
        const session = "it's+one";
        await stage.target.makeFile?.(sessionFile(stage.target, path, session));
        const { peer_id } = await stage.register("app", {
          path,
          metadata: { hook_session_id: session },
        });
        await stage.post(`/peers/${peer_id}/offline`);
        const plan = await stage.post(`/peers/${peer_id}/restart`, { dry_run: true });
        plan.is(200, { command: String.raw`cat --resume 'it'\''s+one'` });
      },
    },
    {
      id: "open-asks-are-listed",
      rule: "The open asks that forbid a restart are listed with the newest first.",
      on: "go",
      async steps(stage) {
        const session = "11111111-2222-4333-8444-777777777702";
        const { peer_id, path } = await spawnResumable(stage, "app", session);
        const me = await stage.socket("app", { peer_id, path });
        const worker = await stage.peer("worker");
        const asks: string[] = [];
        for (const text of ["first", "second"]) {
          asks.unshift((await worker.ask(me, text)).text("correlation_id"));
          await me.receives({ type: "ask" });
        }
        (await stage.post(`/peers/${peer_id}/restart`, {})).is(409, {
          detail: { error: "in_flight_asks", open_asks: asks },
        });
      },
    },
    {
      id: "pane-changes-hands",
      rule: "A second peer in a pane takes it. The first peer goes offline, unless the second is a child of its agent.",
      on: "go",
      async steps(stage) {
        const { get, events } = stage;
        const first = await spawnPeer(stage, "app", { agent_pid: 1 });
        const { pane_id, path, tmux_session } = first;
        stage.alias(`pane ${pane_id} held`, "pane <pane> held");
        const more = { pane_id, path, tmux_session };
        const child = { name: "app", circle: stage.circle, backend: "claude-code", ...more };
        (await stage.post("/peers", { ...child, parent_pid: 1 })).is(409);
        const second = await stage.register("app", more);
        stage.must("another peer", second.peer_id !== first.peer_id);
        (await get(`/peers/${first.peer_id}`)).is(200, { status: "offline" });
        await events();
      },
    },
    {
      id: "orchestrator-keeps-its-pane",
      rule: "A peer in the pane of a live orchestrator of its circle and backend gets the orchestrator's identity.",
      on: "go",
      async steps(stage) {
        const { post, circle, events, must } = stage;
        const path = await stage.folder("app");
        const spawn = { path, backend: "claude-code", circle, role: "orchestrator" };
        const tmux_session = (await post("/spawn", spawn)).is(200).text("tmux_session");
        const boss = await registerInPane(stage, "app", tmux_session, { path });
        const more = { path, pane_id: boss.pane_id, metadata: { hook_session_id: "another" } };
        const other = await stage.register("app", more);
        must("the same identity", other.peer_id === boss.peer_id);
        await stage.get(`/peers/${boss.peer_id}`);
        await events();
      },
    },
    {
      id: "circle-is-the-beginning-of-a-session",
      rule: "A spawn may open its window in another session, because tmux finds a session by the beginning of its name.",
      on: "go",
      async steps(stage) {
        const { post, circle, target } = stage;
        const path = await stage.folder("app");
        const spawn = (name: string) =>
          post("/spawn", { path, backend: "claude-code", circle: name });
        (await spawn(`${circle}-long`)).is(200, { tmux_session: `${circle}-long:app` });
        (await spawn(`${circle}-lo`)).is(200, { tmux_session: `${circle}-lo:app-2` });
        const windows = (await target.panes?.())?.map(({ tmux_session }) => tmux_session);
        stage.must("one session", windows?.includes(`${circle}-long:app-2`) ?? false);
      },
    },
  ],
};
