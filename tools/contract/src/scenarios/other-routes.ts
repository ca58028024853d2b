import type { Group } from "../runner/scenario.ts";

export const otherRoutes: Group = {
  name: "other-routes",
  title: "Reviews, panes, servers of agents, permissions, shares and calls without tmux",
  scenarios: [
    {
      id: "reviews",
      rule: "The daemon tracks the pull requests that a reviewer has to review.",
      async steps({ post, get, delete: remove, circle }) {
        const pr_url = `https://example.org/${circle}/pull/1`;
        const reviewer = `reviewer-${circle}`;
        (await post("/reviews", { reviewer, pr_url })).is(200, { ok: true });
        (await post("/reviews", { reviewer, pr_url, last_reviewed_sha: "abc" })).is(200);
        const list = await get("/reviews", { reviewer });
        list.is(200, { reviews: [{ pr_url, state: "unknown", my_action: "unknown" }] });
        const route = `/reviews/${encodeURIComponent(pr_url)}`;
        await remove(route, { reviewer: "other" });
        await remove(route, { reviewer });
        await remove(route, { reviewer });
        (await get("/reviews")).is(422);
        (await post("/reviews", {})).is(422);
      },
    },
    {
      id: "panes",
      rule: "Without tmux there are no orphaned panes, and no pane can be linked.",
      async steps({ get, post }) {
        (await get("/panes/orphans")).is(200, { panes: [] });
        await post("/panes/pane/link", {});
        await post("/panes/%257601/link", {});
      },
    },
    {
      id: "servers-of-an-agent",
      rule: "The daemon lists an agent's servers with the agent's own program. Without that program it returns 501. If the list fails for another reason, the error names the reason.",
      async steps({ register, get, post, delete: remove }) {
        for (const backend of ["claude-code", "codex", "pi"]) {
          const { peer_id } = await register("me", { backend });
          await get(`/peers/${peer_id}/mcp`);
          await post(`/peers/${peer_id}/mcp`, { name: "x", command: "true" });
          await remove(`/peers/${peer_id}/mcp/x`);
        }
        const { peer_id } = await register("far", { machine: "elsewhere" });
        (await get(`/peers/${peer_id}/mcp`)).is(409, { detail: { error: "cross_host" } });
        await post(`/peers/${peer_id}/mcp`, {});
        (await get("/peers/nobody/mcp")).is(404);
      },
    },
    {
      id: "permissions",
      rule: "A decision on an unknown permission request returns 404.",
      ruleOf: "python",
      async steps({ post }) {
        const decide = (body: Record<string, string>) =>
          post("/acp/permissions/unknown/decision", body);
        (await decide({ outcome: "allowed" })).is(404, {
          detail: "ACP permission request not found: unknown",
        });
        (await decide({ outcome: "perhaps" })).is(422);
      },
    },
    {
      id: "resume-with-the-id-in-the-body",
      rule: "The Python releases resume a session only by its id in the path.",
      on: "python",
      async steps({ get, post }) {
        (await post("/sessions/resume", { repowire_session_id: "x" })).is(405);
        (await get("/sessions/resume")).is(404);
      },
    },
    {
      id: "shares-before-0.17.0",
      rule: "Before 0.17.0 there are no shares.",
      until: "0.16.99",
      async steps({ get, post, delete: remove }) {
        (await get("/shares")).is(404);
        (await post("/shares", { peer_name: "x" })).is(405);
        (await remove("/shares/x")).is(405);
      },
    },
    {
      id: "shares",
      rule: "Without a relay nothing can be shared.",
      since: "0.17.0",
      ruleOf: "python",
      async steps({ get, post, delete: remove, register }) {
        (await get("/shares")).is(200, []);
        const { display_name } = await register("me");
        (await post("/shares", { peer_name: display_name })).is(503, {
          detail: /^Relay not configured/,
        });
        (await post("/shares", { peer_name: "nobody" })).is(503);
        (await post("/shares", { peer_name: display_name, ttl_secs: 0 })).is(422);
        (await remove("/shares/unknown")).is(503);
      },
    },
    {
      id: "spawning-is-off",
      rule: "A daemon without a configuration for spawning spawns nothing.",
      ruleOf: "python",
      async steps({ get, post, register }) {
        (await get("/spawn/config")).is(200, { enabled: false, commands: {}, profiles: {} });
        (await post("/spawn", { path: "/tmp", backend: "claude-code" })).is(403, {
          detail: /^Spawn is disabled/,
        });
        await post("/spawn", { path: "/tmp", command: "claude-code" });
        await post("/spawn", { path: "/tmp" });
        await post("/spawn", { path: "/tmp", backend: "pi", command: "pi" });
        await post("/spawn", { path: "/tmp", command: "pi", profile: "fast" });
        await post("/spawn", { backend: "pi" });
        const { peer_id } = await register("me");
        await post(`/peers/${peer_id}/restart`, {});
        await post(`/peers/${peer_id}/restart`, { dry_run: true });
        await post(`/peers/${peer_id}/switch-backend`, { new_backend: "codex" });
        await post(`/peers/${peer_id}/switch-backend`, { new_backend: "claude-code" });
        await post(`/peers/${peer_id}/rehook`, {});
        await post(`/peers/${peer_id}/rehook`);
        await post(`/peers/${peer_id}/restart`);
      },
    },
    {
      id: "kill-without-a-pane",
      rule: "Any caller can kill a peer without a pane, which unregisters the peer.",
      ruleOf: "python",
      async steps({ peer, register, post, get, circle }) {
        const me = await peer("me");
        const stranger = await peer("stranger", { circle: `${circle}-b` });
        const kill = { peer_identifier: me.peer_id, from_peer: stranger.peer_id };
        (await post("/kill-peer", kill)).is(200, { ok: true, tmux_killed: null });
        (await get(`/peers/${me.peer_id}`)).is(404);
        (await post("/kill-peer", kill)).is(404);
        (await post("/kill-peer", {})).is(422);
        await register("me", { peer_id: me.peer_id });
      },
    },
    {
      id: "peers-of-another-machine",
      rule: "A peer of another machine can be killed, but not restarted, rehooked or switched.",
      on: "python",
      async steps({ register, post }) {
        const { peer_id } = await register("far", { machine: "elsewhere", pane_id: "%7602" });
        await post(`/peers/${peer_id}/restart`, {});
        await post(`/peers/${peer_id}/rehook`, {});
        await post(`/peers/${peer_id}/switch-backend`, { new_backend: "codex" });
        (await post("/kill-peer", { peer_identifier: peer_id })).is(200, { tmux_killed: null });
        // An unknown machine counts as another machine only for a switch.
        const unknown = await register("unknown", { machine: "unknown" });
        for (const [route, body] of [
          ["restart", { dry_run: true }],
          ["switch-backend", { new_backend: "codex" }],
        ] as const) {
          await post(`/peers/${unknown.peer_id}/${route}`, body);
        }
      },
    },
    {
      id: "peers-without-a-path",
      rule: "A peer without a path cannot be restarted or switched.",
      async steps({ post, circle }) {
        const { peer_id } = (await post("/peers", { name: "x", circle })).body as {
          peer_id: string;
        };
        await post(`/peers/${peer_id}/restart`, {});
        await post(`/peers/${peer_id}/switch-backend`, { new_backend: "codex" });
      },
    },
  ],
};
