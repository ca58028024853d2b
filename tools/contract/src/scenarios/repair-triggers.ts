import type { Group, Scenario } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

type Act = (stage: Stage) => Promise<unknown>;

const to_peer = "nobody";
const message = { from_peer: "ghost", text: "x" };

const repairing: Record<string, Act> = {
  "list-of-peers": ({ get }) => get("/peers"),
  doctor: ({ get }) => get("/peers/nobody/doctor"),
  ask: ({ post }) => post("/ask", { ...message, to_peer }),
  "ask-to-many": ({ post }) => post("/ask-many", { ...message, to_peers: [to_peer] }),
  notification: ({ post }) => post("/notify", { ...message, to_peer }),
  query: ({ post }) => post("/query", { ...message, to_peer }),
  broadcast: ({ post }) => post("/broadcast", message),
  kill: ({ post }) => post("/kill-peer", { peer_identifier: to_peer }),
  restart: ({ post }) => post("/peers/nobody/restart", {}),
  rehook: ({ post }) => post("/peers/nobody/rehook", {}),
  "switch-backend": ({ post }) => post("/peers/nobody/switch-backend", { new_backend: "pi" }),
};

const harmless: Act[] = [
  ({ get }) => get("/health"),
  ({ get }) => get("/peers/nobody"),
  ({ get }) => get("/peers/by-pane/%2579999"),
  ({ get }) => get("/asks/pending", { peer_id: to_peer }),
  ({ get }) => get("/deliveries/pending", { peer_id: to_peer }),
  ({ get }) => get("/spawn/config"),
  ({ get, circle }) => get(`/circles/${circle}/orchestrator`),
  ({ post }) => post("/ack", { correlation_id: "ask-unknown" }),
  ({ post }) => post("/peers/nobody/touch"),
  ({ post }) => post("/peers/nobody/offline"),
  ({ delete: remove }) => remove("/peers/nobody"),
  ({ socket }) => socket("other"),
];

function scenario(name: string, act: Act): Scenario {
  return {
    id: `${name}-repairs`,
    rule: `A call of the kind "${name.replaceAll("-", " ")}" repairs first, even if the call fails.`,
    on: "python",
    async steps(stage) {
      await stage.crash();
      const { peer_id } = await stage.register("alone");
      await act(stage);
      (await stage.get(`/peers/${peer_id}`)).is(200, { status: "offline" });
    },
  };
}

export const repairTriggers: Group = {
  name: "repair-triggers",
  title: "Calls that trigger a lazy repair",
  needs: ["restart"],
  seconds: 55,
  scenarios: [
    ...Object.entries(repairing).map(([name, act]) => scenario(name, act)),
    {
      id: "others-do-not-repair",
      rule: "No other call starts a repair.",
      on: "python",
      async steps(stage) {
        await stage.crash();
        const { peer_id } = await stage.register("alone");
        for (const act of harmless) await act(stage);
        (await stage.get(`/peers/${peer_id}`)).is(200, { status: "online" });
      },
    },
  ],
};
