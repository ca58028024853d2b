// A user's program. It is installed with only the tarball of this package and its dependencies, and is
// compiled and loaded in several ways.
import {
  type AskParams,
  type AskResult,
  type CallResponse,
  DaemonConnectionError,
  DaemonHTTPError,
  type Peer,
  RepowireClient,
  type RepowireClientOptions,
  isDaemonHTTPError,
} from "@repowire/client";

const peer: Peer = {
  peer_id: "repow-docs-1a2b3c4d",
  display_name: "project-b",
  name: "project-b",
  path: "/work/project-b",
  machine: "laptop",
  tmux_session: null,
  backend: "claude-code",
  circle: "docs",
  role: "agent",
  status: "online",
  metadata: {},
};

const answers: Record<string, () => Response> = {
  "GET /peers": () => Response.json({ peers: [peer] }),
  "POST /ask": () => Response.json({ ok: true, correlation_id: "ask-1a2b3c4d" }),
  "POST /ack": () => Response.json({ detail: "No open ask" }, { status: 404 }),
};

const options: RepowireClientOptions = {
  baseUrl: "http://127.0.0.1:8377",
  async fetch(input, init) {
    const { method, url } = new Request(input, init);
    const answer = answers[`${method} ${new URL(url).pathname}`];
    if (!answer) throw new TypeError("fetch failed");
    return answer();
  },
};

async function main(): Promise<void> {
  const client = new RepowireClient(options);
  const peers: Peer[] = await client.listPeers();
  const ask: AskParams = { from_peer: "ci", to_peer: "project-b", text: "Which port?" };
  const asked: CallResponse<AskResult> = await client.ask(ask).withResponse();
  const rejected = await caught(client.ack("ask-00000000", { from_peer: "ci" }));
  const unreachable = await caught(client.health());
  await client.close();

  const facts = {
    "a peer is found": peers[0]?.display_name === "project-b",
    "an ask is tracked": asked.data.correlation_id === "ask-1a2b3c4d",
    "a rejection is recognised by its class": rejected instanceof DaemonHTTPError,
    "a rejection is recognised by its guard":
      isDaemonHTTPError(rejected) && rejected.detail === "No open ask",
    "so is a daemon that cannot be reached": unreachable instanceof DaemonConnectionError,
  };
  for (const [fact, holds] of Object.entries(facts)) {
    if (!holds) throw new Error(`not so: ${fact}`);
  }
}

async function caught(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error;
  }
}

main().catch((error: unknown) => {
  // Every runtime, including a browser, must see the failure.
  queueMicrotask(() => {
    throw error;
  });
});
