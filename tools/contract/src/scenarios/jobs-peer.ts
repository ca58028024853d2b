import type { Group } from "../runner/scenario.ts";

export const jobsPeer: Group = {
  name: "jobs-peer",
  title: "The daemon's own peer",
  // The peer is offline afterwards, so this group cannot share a daemon with other groups.
  config: () => ({}),
  scenarios: [
    {
      id: "not-before-0.16.0",
      rule: "Before 0.16.0 the daemon is not a peer itself.",
      until: "0.15.99",
      async steps({ get }) {
        (await get("/peers/jobs")).is(404);
        (await get("/peers")).is(200, { peers: [] });
      },
    },
    {
      id: "own-peer",
      rule: "Since 0.16.0 the daemon is a peer named `jobs` in every circle. It cannot be asked. A notification to it is queued and sets it offline.",
      since: "0.16.0",
      ruleOf: "python",
      async steps({ get, post, circle }) {
        (await get("/peers/jobs")).is(200, {
          role: "service",
          backend: "mcp-http",
          metadata: { in_process: true },
        });
        (await get("/peers")).is(200, { peers: [{ display_name: "jobs" }] });
        (await get("/peers", { circle })).is(200, { peers: [{ display_name: "jobs" }] });
        const { peer_id } = (await get("/peers/jobs")).body as { peer_id: string };
        const message = { from_peer: "ghost", to_peer: "jobs", text: "x" };
        (await post("/notify", message)).is(200, { status: "queued", to_peer_id: peer_id });
        (await get("/peers/jobs")).is(200, { status: "offline" });
        (await get("/deliveries/pending", { peer_id })).is(200, { deliveries: [{ text: "x" }] });
        (await post("/ask", message)).is(503);
      },
    },
  ],
};
