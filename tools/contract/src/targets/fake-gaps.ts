import type { Gap } from "../runner/gaps.ts";

const python = ["0.14.17", "0.17.0"];

const all = [...python, "go"];

const OUTSIDE =
  "The route is for the daemon's own dashboard and hooks, and in no endpoint table of ours:";

/**
 * Scenarios in which the fake's `go` follows today's upstream and the recorded commit differs, by what has
 * changed. The new behaviour is known from reading the source.
 */
const changed: Readonly<Record<string, readonly string[]>> = {
  "messages to a busy peer": [
    "asks/busy-and-offline-peers-are-asked",
    "go-messages/busy-peer-is-asked-at-once",
    "notifications/busy-target",
    "traces/notifications",
  ],
  "asks whose reply is pulled": ["go-messages/unknown-delivery-is-ignored"],
  "who may ask whom": [
    "ambiguity/of-a-sender-from-another-circle",
    "circles/name-with-a-wrong-circle-is-unknown",
    "asks/self-ask",
    "circles/border-refuses-an-ask",
    "go-messages/ask-crosses-circles",
    "go-messages/asking-oneself",
    "pending/both-directions-in-order",
  ],
  "replies to an asker without a connection": [
    "acks/reply-to-an-asker-without-a-connection",
    "go-messages/reply-to-an-offline-asker-is-503",
  ],
  "the event of an ack": ["go-messages/queued-notification-is-an-event"],
  "declined asks": ["go-messages/no-decline", "tokens/every-route-needs-it"],
  "the removal of a peer": [
    "go-identity/removed-id-is-free",
    "go-sockets/removal-leaves-the-socket",
    "identity/deleted-id-is-gone",
    "peers/unregister",
    "socket-frames/killed-peer-stays-connected",
  ],
  "traces of asks": [
    "daemon-restarts/events-and-traces-are-kept",
    "go-methods/asks",
    "traces/ask-that-failed",
    "traces/ask-with-a-receipt",
    "traces/ask-without-a-receipt",
    "traces/reply-to-nobody",
  ],
  "routes that came or went": [
    "agent-restarts/methods-of-the-client",
    "agent-restarts/switch-backend",
    "client-methods/routes-of-later-daemons",
  ],
  "what `/health` announces": ["go-messages/capabilities-are-not-told"],
  "the answer to a registration": ["go-identity/answer-has-no-circle"],
  backends: ["handshake/all-backends-connect", "spawning/antigravity-is-listed-at-once"],
  "the size of a frame": [
    "go-sockets/frame-of-more-than-32-kib",
    "socket-frames/too-big-is-the-end",
  ],
};

const changedGaps: readonly Gap[] = Object.entries(changed).flatMap(([what, scenarios]) =>
  scenarios.map((scenario) => ({
    scenario,
    releases: ["go"],
    reason: `Changed upstream since the recorded commit: ${what}.`,
  })),
);

/** Known differences between the fake daemon and the releases, and why they stay. */
export const fakeGaps: readonly Gap[] = [
  ...changedGaps,
  {
    scenario: "go-sockets/foreign-origin",
    releases: ["go"],
    reason:
      "A socket in the test's process has no Origin. The one behind a port has, and is refused.",
  },
  {
    scenario: "acks/no-ops",
    releases: python,
    reason: `${OUTSIDE} it does nothing, and no program calls it any more.`,
  },
  {
    scenario: "envelope/dashboard",
    releases: python,
    reason: `${OUTSIDE} the page for people comes with the daemon's package.`,
  },
  {
    scenario: "envelope/no-mcp-by-itself",
    releases: python,
    reason:
      "The fake answers 501 for every route that it does not imitate, even for a route that a daemon has only if it is configured.",
  },
  {
    scenario: "queries/answered-by-a-hook",
    releases: ["0.14.17"],
    reason: `${OUTSIDE} the hook of an agent in a pane answers queries with it; a peer on the socket answers with a frame.`,
  },
  {
    scenario: "orchestrator-notes/notes-go-before-a-text",
    releases: ["0.17.0", "go"],
    reason:
      "The notes are files of the daemon's user, and a changed text would only surprise a test.",
  },
  {
    scenario: "spawning/windows-of-a-new-session",
    releases: ["0.14.17"],
    reason: "The extra shell does nothing. The fake has only the panes of agents.",
  },
  {
    scenario: "envelope/documents",
    releases: python,
    reason: `${OUTSIDE} the documents describe the daemon's Python code.`,
  },
  {
    scenario: "other-routes/panes",
    releases: all,
    reason: `${OUTSIDE} it looks for agents in the panes of a real tmux.`,
  },
  {
    scenario: "other-routes/permissions",
    releases: all,
    reason: `${OUTSIDE} it decides for a broker that the fake does not have.`,
  },
  {
    scenario: "other-routes/reviews",
    releases: all,
    reason: `${OUTSIDE} it asks the program \`gh\` of the machine.`,
  },
  {
    scenario: "other-routes/servers-of-an-agent",
    releases: all,
    reason: `${OUTSIDE} it runs the agent's own program.`,
  },
  {
    scenario: "other-routes/shares",
    releases: ["0.17.0", "go"],
    reason: `${OUTSIDE} it forwards to a relay.`,
  },
  {
    scenario: "daemon-restarts/open-query-ends",
    releases: ["0.14.17"],
    reason:
      "When the fake goes down, every open call fails at once, because a test of an outage needs a lost connection and not the last answers of an orderly shutdown.",
  },
  {
    scenario: "agent-restarts/two-restarts-at-once",
    releases: ["0.14.17"],
    reason:
      "In the daemon both calls read the peer before either ends its pane. The fake restarts a peer in one step.",
  },
  {
    scenario: "tokens/documents-do-not-need-it",
    releases: python,
    reason: `${OUTSIDE} the documents describe the daemon's Python code.`,
  },
  {
    scenario: "spawning/orphans",
    releases: all,
    reason: `${OUTSIDE} it looks for agents in the panes of a real tmux.`,
  },
  {
    scenario: "spawning/pane-hooks",
    releases: python,
    reason: `${OUTSIDE} the hooks of a real tmux call it.`,
  },
];

/** The differences behind a port, where the fake is stricter than a daemon. */
export const loopbackGaps: readonly Gap[] = [
  // Only a real upgrade has an Origin.
  ...fakeGaps.filter(({ scenario }) => scenario !== "go-sockets/foreign-origin"),
  ...["envelope/foreign-origin", "go-envelope/no-cors"].map((scenario) => ({
    scenario,
    reason:
      "The fake refuses requests of web pages from other origins, to protect the developer's machine.",
  })),
];
