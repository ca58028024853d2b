import type { Group } from "../../runner/scenario.ts";

export const goMethods: Group = {
  name: "go-methods",
  title: "Methods of the client on the Go daemon",
  scenarios: [
    {
      id: "peers",
      rule: "The client registers, lists, finds, describes and removes peers.",
      on: "go",
      async steps({ recordedClient, path, circle }) {
        const client = await recordedClient();
        const identity = { name: "me", path: path("me"), circle, backend: "claude-code" } as const;
        const { peer_id, birth_certificate } = await client.registerPeer(identity);
        await client.health();
        await client.listPeers({ circle });
        await client.getPeer(peer_id);
        await client.getPeerByPane("%7899").catch(() => {});
        await client.doctorPeer(peer_id);
        await client.setDescription(peer_id, { description: "at work" });
        await client.touchPeer(peer_id);
        await client.updateSession({ peer_name: peer_id, status: "busy" });
        await client.setCircle(peer_id, { circle: `${circle}-b` }).catch(() => {});
        await client
          .validateIdentity({ birth_certificate: birth_certificate ?? {} } as never)
          .catch(() => {});
        await client.unregisterPeer(peer_id);
      },
    },
    {
      id: "asks",
      rule: "The client asks, closes, lists open asks and reads traces.",
      on: "go",
      async steps({ recordedClient, peer }) {
        const client = await recordedClient();
        const [me, worker] = [await peer("me"), await peer("worker")];
        const message = { from_peer: me.peer_id, to_peer: worker.peer_id };
        const { correlation_id } = await client.request("ask", { ...message, text: "hello" });
        await worker.receives({ type: "ask" });
        await client.pendingAsks({ peer_id: worker.peer_id });
        await client.trace(correlation_id).catch(() => {});
        await client.ack(correlation_id, { from_peer: worker.peer_id, message: "8377" });
        await me.receives({ type: "notify" });
      },
    },
  ],
};
