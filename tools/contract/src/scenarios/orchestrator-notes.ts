import type { Group } from "../runner/scenario.ts";
import { homeOf } from "./spawned-peer.ts";

/** Only one of the lines shares words with the message. */
const MEMORY = "# Notes\n\n- The harbour opens at seven.\n- Ducks like bread.\n";

export const orchestratorNotes: Group = {
  name: "orchestrator-notes",
  title: "Notes before an orchestrator's messages",
  // The notes are for every orchestrator, so this group cannot share a daemon with other groups.
  config: () => ({}),
  scenarios: [
    {
      id: "only-for-orchestrators",
      rule: "If the daemon's user keeps notes for an orchestrator, other peers still get texts unchanged.",
      async steps({ peer, target, post }) {
        await target.makeFile?.(`${homeOf(target)}/.repowire/orchestrator/comms.md`, MEMORY);
        const me = await peer("me");
        const message = {
          from_peer: "ghost",
          to_peer: me.peer_id,
          text: "When is the harbour open?",
        };
        await post("/notify", message);
        await me.receives({ type: "notify", text: message.text });
      },
    },
    {
      id: "notes-go-before-a-text",
      rule: "Since 0.14.18 an orchestrator gets the best matching note before the text of a message. The frame and the event contain the note, the list of open asks does not.",
      async steps({ peer, target, post, get, since, events }) {
        await target.makeFile?.(`${homeOf(target)}/.repowire/orchestrator/comms.md`, MEMORY);
        const boss = await peer("boss", { role: "orchestrator" });
        const message = {
          from_peer: "ghost",
          to_peer: boss.peer_id,
          text: "When is the harbour open?",
        };
        const recalled = since("0.14.18")
          ? /^\[repowire recall\]\n- comms\.md: - The harbour opens at seven\.\n\[\/repowire recall\]\n\nWhen is the harbour open\?/
          : /^When is the harbour open\?/;
        await post("/notify", message);
        await boss.receives({ type: "notify", text: recalled });
        await post("/ask", message);
        await boss.receives({ type: "ask", text: recalled });
        await post("/broadcast", message);
        await boss.receives({ type: "broadcast", text: message.text });
        (await get("/asks/pending", { peer_id: boss.peer_id })).is(200, {
          asks: [{ text: message.text }],
        });
        await post("/notify", { ...message, text: "Nothing similar" });
        await boss.receives({ type: "notify", text: "Nothing similar" });
        await events();
      },
    },
  ],
};
