import type { Group } from "../runner/scenario.ts";
import { harmlessCommands, hasPane, spawnPeer } from "./spawned-peer.ts";

export const spawning: Group = {
  name: "spawning",
  title: "Spawning and killing in tmux",
  needs: ["tmux"],
  config: harmlessCommands,
  seconds: 22,
  scenarios: [
    {
      id: "config",
      rule: "`/spawn/config` lists what may be spawned.",
      async steps({ get, target }) {
        (await get("/spawn/config")).is(200, {
          enabled: true,
          commands: { "claude-code": "cat", codex: "sleep 600" },
          allowed_paths: [String(target.folder)],
        });
      },
    },
    {
      id: "spawn",
      rule: "A spawn returns as soon as the window exists. The window has the folder's name, and no peer is listed yet.",
      async steps(stage) {
        const { folder, post, get, circle, since, must } = stage;
        const path = await folder("my-app");
        const spawn = () => post("/spawn", { path, backend: "claude-code", circle });
        (await spawn()).is(200, {
          ok: true,
          display_name: "my-app",
          tmux_session: `${circle}:my-app`,
          registration_state: since("0.14.18") ? "pending_hook" : undefined,
        });
        (await spawn()).is(200, { display_name: "my-app-2", tmux_session: `${circle}:my-app-2` });
        must("no peer is listed", (await get("/peers", { circle })).names().length === 0);
      },
    },
    {
      id: "first-message-is-typed",
      rule: "A Python daemon types the first message of an agent into its pane after some seconds. The Go daemon does not.",
      async steps({ folder, post, circle, target, sleep, must }) {
        const path = await folder("my-app");
        const spawn = { path, backend: "claude-code", circle, message: "say hello" };
        const tmux_session = (await post("/spawn", spawn)).is(200).text("tmux_session");
        await sleep(7000);
        const panes = (await target.panes?.()) ?? [];
        const { pane_id = "" } = panes.find((one) => one.tmux_session === tmux_session) ?? {};
        const isTyped = (await target.textOf?.(pane_id))?.includes("say hello");
        must("the message is in the pane", isTyped === (target.version !== "go"));
      },
    },
    {
      id: "windows-of-a-new-session",
      rule: "The first spawn in a circle opens a tmux session. 0.14.17 leaves an empty shell in it beside the agent.",
      async steps({ folder, post, circle, target, since, must }) {
        const path = await folder("my-app");
        (await post("/spawn", { path, backend: "claude-code", circle })).is(200);
        const windows = (await target.panes?.())
          ?.map(({ tmux_session }) => tmux_session)
          .filter((session) => session.startsWith(`${circle}:`));
        must("the agent has a window", windows?.includes(`${circle}:my-app`) ?? false);
        must("a shell has one up to 0.14.17", windows?.length === (since("0.14.18") ? 1 : 2));
      },
    },
    {
      id: "spawn-by-command-or-profile",
      rule: "A spawn names a backend, with or without a profile, or a configured command.",
      async steps({ folder, post, circle }) {
        const path = await folder("app");
        const spawn = (more: Record<string, string>) => post("/spawn", { path, circle, ...more });
        (await spawn({ backend: "claude-code", profile: "quiet" })).is(200);
        (await spawn({ command: "codex" })).is(200);
        (await spawn({ command: "sleep 600" })).is(200);
        (await spawn({ backend: "codex", message: "hello", role: "orchestrator" })).is(200);
        await spawn({ command: "cat", profile: "quiet" });
      },
    },
    {
      id: "spawn-refuses",
      rule: "The error of a spawn names the invalid part: path, backend, command or profile.",
      ruleOf: "python",
      async steps({ folder, post, circle, target }) {
        const path = await folder("app");
        const spawn = (more: Record<string, unknown>) =>
          post("/spawn", { path, circle, ...more } as never);
        (await spawn({})).is(422);
        (await spawn({ backend: "codex", command: "codex" })).is(422);
        (await spawn({ profile: "quiet" })).is(422);
        (await spawn({ backend: "python" })).is(422);
        (await spawn({ command: "rm -rf x" })).is(403, {
          detail: { error: "command_unavailable" },
        });
        (await spawn({ backend: "codex", path: `${path}/missing` })).is(404, {
          detail: /^Path does not exist: /,
        });
        (await spawn({ backend: "codex", path: "/" })).is(403, {
          detail: "Path not under any allowed_paths: /",
        });
        (await spawn({ backend: "codex", path: `${String(target.folder)}/..` })).is(403);
        (await spawn({ backend: "gemini" })).is(422, { detail: { error: "command_unavailable" } });
        (await spawn({ backend: "claude-code", profile: "loud" })).is(422, {
          detail: { error: "profile_unavailable" },
        });
        (await spawn({ backend: "codex", circle: null })).is(422);
        (await spawn({ backend: "codex", role: "king" })).is(422);
      },
    },
    {
      id: "circle-becomes-a-tmux-session",
      rule: "The circle of a spawn is not checked. tmux accepts a blank, and refuses a dot, a colon and an empty text, which returns a plain 500.",
      ruleOf: "python",
      async steps({ folder, post, circle }) {
        const path = await folder("app");
        const spawn = (name: string) => post("/spawn", { path, backend: "codex", circle: name });
        (await spawn(`${circle} b`)).is(200, { tmux_session: `${circle} b:app` });
        (await spawn(`${circle}.b`)).is(500, "Internal Server Error");
        (await spawn(`${circle}:b`)).is(500);
        (await spawn("")).is(500);
      },
    },
    {
      id: "antigravity-is-listed-at-once",
      rule: "Since 0.14.18 a spawn of antigravity creates a peer at once, because antigravity has no hooks.",
      async steps({ folder, post, circle, get }) {
        const path = await folder("app");
        await post("/spawn", { path, backend: "antigravity", circle });
        await get("/peers", { circle });
      },
    },
    {
      id: "pane-keeps-a-peer-online",
      rule: "A peer in a pane is online without a connection as long as the pane exists.",
      ruleOf: "python",
      async steps(stage) {
        // After a restart the daemon repairs at the next call, and not half a minute later.
        await stage.crash();
        const { peer_id } = await spawnPeer(stage, "app");
        const dying = await spawnPeer(stage, "dying");
        stage.alias(`agent pid ${dying.pid}`, "agent pid <process>");
        const status = async (id: string, expected: string) =>
          (await stage.get(`/peers/${id}`)).is(200, { status: expected, ws_connected: false });
        await status(peer_id, "online");
        await status(dying.peer_id, "online");
        await stage.target.endProcess?.(dying.pid);
        await stage.eventually(
          "the pane to go",
          async () => !(await hasPane(stage, dying.pane_id)),
        );
        await status(dying.peer_id, "online");
        await stage.repair();
        await status(dying.peer_id, "offline");
        await status(peer_id, "online");
        await stage.get(`/peers/${peer_id}/doctor`);
        await stage.post("/ask", { from_peer: "ghost", to_peer: peer_id, text: "x" });
        await stage.events();
      },
    },
    {
      id: "kill-ends-the-pane",
      rule: "Killing a peer in a pane that the daemon spawned ends the pane and unregisters the peer.",
      async steps(stage) {
        const { peer_id, pane_id, path } = await spawnPeer(stage, "app");
        (await stage.post("/kill-peer", { peer_identifier: peer_id })).is(200, {
          ok: true,
          tmux_killed: true,
        });
        (await stage.get(`/peers/${peer_id}`)).is(404);
        stage.must("the pane is gone", !(await hasPane(stage, pane_id)));
        const again = await stage.register("app", { path, peer_id });
        stage.must("the id is gone for good", again.peer_id !== peer_id);
      },
    },
    {
      id: "kill-of-a-pane-that-is-gone",
      rule: "If the pane is gone already, 0.14.17 says so and unregisters the peer. Later releases return 500 and keep the peer.",
      async steps(stage) {
        const { peer_id, pid, pane_id } = await spawnPeer(stage, "app");
        await stage.target.endProcess?.(pid);
        await stage.eventually("the pane to go", async () => !(await hasPane(stage, pane_id)));
        const answer = await stage.post("/kill-peer", { peer_identifier: peer_id });
        if (stage.since("0.14.18")) answer.is(500, { detail: { error: "kill_failed" } });
        else answer.is(200, { tmux_killed: false });
        (await stage.get(`/peers/${peer_id}`)).is(stage.since("0.14.18") ? 200 : 404);
      },
    },
    {
      id: "foreign-pane-is-left-alone",
      rule: "A kill leaves a pane open that the daemon did not spawn.",
      on: "python",
      async steps(stage) {
        const { pane_id } = await spawnPeer(stage, "app");
        const { peer_id } = await stage.register("other", { pane_id: "%7901" });
        (await stage.post("/kill-peer", { peer_identifier: peer_id })).is(200, {
          tmux_killed: null,
        });
        stage.must("the other pane is there", await hasPane(stage, pane_id));
      },
    },
    {
      id: "pane-of-another-machine",
      rule: "The daemon does not look for the pane of a peer of another machine in its own tmux.",
      on: "python",
      async steps(stage) {
        const { pane_id } = await spawnPeer(stage, "app");
        const there = await stage.register("there", { pane_id, machine: "elsewhere" });
        (await stage.get(`/peers/${there.peer_id}/doctor`)).is(200, {
          pane_id,
          is_local_machine: false,
          tmux_evidence: null,
        });
      },
    },
    {
      id: "client-spawns-and-kills",
      rule: "The client spawns a peer, waits for it, and kills it.",
      async steps(stage) {
        const { circle, register, target, must } = stage;
        const client = await stage.recordedClient();
        const path = await stage.folder("app");
        await client.spawnConfig();
        const { tmux_session } = await client.spawn({ path, backend: "claude-code", circle });
        const pane = (await target.panes?.())?.find((one) => one.tmux_session === tmux_session);
        const waiting = (await stage.client()).waitForPeer("app-claude-code", {
          circle,
          timeout: 10_000,
        });
        const pane_id = pane?.pane_id ?? null;
        const { peer_id } = await register("app", { path, pane_id, tmux_session });
        must("the wait is over", (await waiting).peer_id === peer_id);
        const { tmux_killed } = await client.killPeer(peer_id);
        must("the pane is gone", tmux_killed === true);
      },
    },
    {
      id: "orphans",
      rule: "An agent's pane without a peer is an orphan until a peer registers with it.",
      async steps(stage) {
        const { post, register, target, circle, caller, eventually, transcript, must } = stage;
        const path = await stage.folder("app");
        await post("/spawn", { path, backend: "claude-code", circle });
        const orphans = async () => {
          const { panes } = (await caller.quietly("GET", "/panes/orphans")).body as unknown as {
            panes: { pane_id: string; cwd: string; command: string }[];
          };
          return panes.filter(({ cwd }) => cwd === path);
        };
        await eventually("the agent to run", async () => (await orphans())[0]?.command === "cat");
        const found = await orphans();
        transcript.add({ call: "GET /panes/orphans", answer: { panes: found } });
        const pane_id = (await target.panes?.())?.find(
          ({ tmux_session }) => tmux_session === `${circle}:app`,
        )?.pane_id;
        must("it is the pane of the spawn", found[0]?.pane_id === pane_id);
        await register("app", { path, pane_id: pane_id ?? null });
        must("it is no orphan any more", (await orphans()).length === 0);
      },
    },
    {
      id: "pane-hooks",
      rule: "The hooks of tmux report changes of panes and sessions.",
      on: "python",
      async steps(stage) {
        const { register, post, get, circle } = stage;
        const { peer_id } = await register("me", {
          pane_id: "%7903",
          tmux_session: `${circle}:me`,
        });
        const hook = (what: string, body: Record<string, unknown>) =>
          post(`/hooks/lifecycle/${what}`, body as never);
        await hook("session-renamed", { new_name: `${circle}-b`, pane_ids: ["%7903"] });
        await get(`/peers/${peer_id}`);
        await hook("window-renamed", {
          session_name: `${circle}-b`,
          new_name: "you",
          pane_ids: ["%7903"],
        });
        await get(`/peers/${peer_id}`);
        await hook("client-detached", { session_name: `${circle}-b` });
        await hook("pane-died", { pane_id: "%7903" });
        await get(`/peers/${peer_id}`);
        await hook("session-closed", { session_name: `${circle}-b` });
        await hook("pane-died", {});
        await stage.events();
      },
    },
  ],
};
