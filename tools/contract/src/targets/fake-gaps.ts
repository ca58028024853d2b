import type { Gap } from "../runner/gaps.ts";

const OUTSIDE =
  "The route is for the daemon's own dashboard and hooks, and in no endpoint table of ours:";

/** Where the fake daemon is known to differ from the releases, and why that is left. */
export const fakeGaps: readonly Gap[] = [
  {
    scenario: "acks/no-ops",
    reason: `${OUTSIDE} it does nothing, and its callers are gone.`,
  },
  {
    scenario: "envelope/dashboard",
    reason: `${OUTSIDE} the page for people comes with the daemon's package.`,
  },
  {
    scenario: "envelope/no-mcp-by-itself",
    reason:
      "The fake says of the routes that it does not imitate that it does not, also of one that a daemon has only when it is told to.",
  },
  {
    scenario: "queries/answered-by-a-hook",
    releases: ["0.14.17"],
    reason: `${OUTSIDE} the hook of an agent in a pane answers queries with it; a peer on the socket answers with a frame.`,
  },
  {
    scenario: "orchestrator-notes/notes-go-before-a-text",
    releases: ["0.17.0"],
    reason:
      "The notes are files of the daemon's user, and a text that is not the one that was sent would only surprise a test.",
  },
  {
    scenario: "spawning/windows-of-a-new-session",
    releases: ["0.14.17"],
    reason: "The shell does nothing; the panes of the fake are those of agents.",
  },
  {
    scenario: "envelope/documents",
    reason: `${OUTSIDE} the documents describe the daemon's Python code.`,
  },
  {
    scenario: "other-routes/panes",
    reason: `${OUTSIDE} it looks for agents in the panes of a real tmux.`,
  },
  {
    scenario: "other-routes/permissions",
    reason: `${OUTSIDE} it decides for a broker that the fake does not have.`,
  },
  {
    scenario: "other-routes/reviews",
    reason: `${OUTSIDE} it asks the program \`gh\` of the machine.`,
  },
  {
    scenario: "other-routes/servers-of-an-agent",
    reason: `${OUTSIDE} it runs the agent's own program.`,
  },
  {
    scenario: "other-routes/shares",
    releases: ["0.17.0"],
    reason: `${OUTSIDE} it forwards to a relay.`,
  },
  {
    scenario: "daemon-restarts/open-query-ends",
    releases: ["0.14.17"],
    reason:
      "When the fake goes down, every open call fails at once: a test of an outage wants to see what a daemon that is gone leaves behind, not what one in good order still answers.",
  },
  {
    scenario: "agent-restarts/two-restarts-at-once",
    releases: ["0.14.17"],
    reason:
      "Both calls look at the peer before either has ended its pane; the fake restarts a peer in one go.",
  },
  {
    scenario: "tokens/documents-do-not-need-it",
    reason: `${OUTSIDE} the documents describe the daemon's Python code.`,
  },
  {
    scenario: "spawning/orphans",
    reason: `${OUTSIDE} it looks for agents in the panes of a real tmux.`,
  },
  {
    scenario: "spawning/pane-hooks",
    reason: `${OUTSIDE} the hooks of a real tmux call it.`,
  },
];

/** The same behind a port, where the fake is stricter than a daemon. */
export const loopbackGaps: readonly Gap[] = [
  ...fakeGaps,
  {
    scenario: "envelope/foreign-origin",
    reason:
      "The fake refuses what comes from a web page of another origin, to be no hole in a developer's machine.",
  },
];
