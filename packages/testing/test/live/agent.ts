// Replaces an agent that a daemon spawned: becomes a peer from inside its tmux window.
//   node agent.ts live|register    the daemon's address is in the file `daemon-url` of the folder above
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { RepowireClient } from "@repowire/client";

const pane_id = String(process.env["TMUX_PANE"]);
const [session = "", window = ""] = ["#S", "#W"].map((format) =>
  execFileSync("tmux", ["display-message", "-p", "-t", pane_id, format], {
    encoding: "utf8",
  }).trim(),
);
const client = new RepowireClient({ baseUrl: readFileSync("../daemon-url", "utf8") });
const me = { path: process.cwd(), circle: session };
if (process.argv[2] === "live") {
  const peer = await client.connectPeer({ ...me, backend: "claude-code" });
  peer.onAsk((ask) => `${window} heard: ${ask.text}`);
  await peer.closed;
} else {
  await client.registerPeer({
    ...me,
    name: window,
    backend: "codex",
    pane_id,
    tmux_session: `${session}:${window}`,
    circle_source: "tmux",
    agent_pid: process.pid,
  });
  setInterval(() => {}, 60_000);
}
