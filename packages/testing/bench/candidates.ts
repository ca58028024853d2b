import { RepowireClient } from "@repowire/client";

import { FakeDaemon } from "../src/index.ts";

/** One call, repeated. */
export type Candidate = () => () => Promise<unknown>;

const url = "http://fake-daemon.invalid";
const json = { "content-type": "application/json" };
/** The headers of each answer of the daemon. */
const headers = { server: "uvicorn", "content-type": "application/json", vary: "Origin" };
const description = JSON.stringify({ description: "at work" });
const notification = JSON.stringify({ from_peer: "a", to_peer: "b-claude-code", text: "hello" });

function withPeers(count: number): FakeDaemon {
  const daemon = new FakeDaemon();
  for (let index = 0; index < count; index++) {
    daemon.seed.peer({ path: `/work/${index}` });
  }
  return daemon;
}

function withAsks(count: number, peers: number): FakeDaemon {
  const daemon = withPeers(peers);
  for (let index = 0; index < count; index++) {
    const to_peer = `${index % peers}-claude-code`;
    daemon.seed.ask({ from_peer: "somebody", to_peer, text: `question ${index}` });
  }
  return daemon;
}

function asking(daemon: FakeDaemon): () => Promise<unknown> {
  const client = new RepowireClient({ baseUrl: url, fetch: daemon.fetch });
  const bob = daemon.peer("bob").silent();
  return async () => {
    const { correlation_id } = await client.ask({
      from_peer: "me",
      to_peer: bob.display_name,
      text: "which port?",
    });
    await client.ack(correlation_id, { message: "8377" });
  };
}

const platform = "new Request + new Response + .json()";

/** The time that the platform itself needs for a call with the same bytes. */
function platformOnly(path: string, init?: RequestInit): () => Promise<unknown> {
  const answer = withBob().fetch(url + path, init);
  const bytes = answer.then((response) => response.text());
  return async () => {
    new Request(url + path, init);
    return new Response(await bytes, { headers }).json();
  };
}

function withBob(): FakeDaemon {
  const daemon = new FakeDaemon();
  daemon.peer("b");
  return daemon;
}

function posting(path: string, body: string): Readonly<Record<string, Candidate>> {
  const init = { method: "POST", headers: json, body };
  return {
    [platform]: () => platformOnly(path, init),
    "daemon.fetch + .json()": () => {
      const { fetch } = withBob();
      return async () => (await fetch(url + path, init)).json();
    },
  };
}

/** The suites. The others are compared with the first candidate of each. */
export const suites: Readonly<Record<string, Readonly<Record<string, Candidate>>>> = {
  "a GET": {
    [platform]: () => platformOnly("/health"),
    "daemon.fetch + .json()": () => {
      const daemon = new FakeDaemon();
      return async () => (await daemon.fetch(`${url}/health`)).json();
    },
  },
  "a POST": posting("/peers/b-claude-code/description", description),
  "a POST that a peer receives": posting("/notify", notification),
  client: {
    "client.health()": () => {
      const client = new RepowireClient({ baseUrl: url, fetch: new FakeDaemon().fetch });
      return () => client.health();
    },
  },
  size: {
    "ask + ack, no other peers": () => asking(new FakeDaemon()),
    "ask + ack, 10,000 open asks and 1,000 peers": () => asking(withAsks(10_000, 1_000)),
  },
  start: {
    "new FakeDaemon + first call + close": () => async () => {
      const daemon = new FakeDaemon();
      await (await daemon.fetch(`${url}/health`)).json();
      await daemon.close();
    },
  },
};
