import type {
  Backend,
  Peer,
  PeerRole,
  PeerStatus,
  PendingAsk,
  Question,
  TurnState,
} from "@repowire/protocol";

import { explain } from "@repowire/protocol/explain";
import {
  backends,
  isQuestion,
  peerRoles,
  peerStatuses,
  turnStates,
} from "@repowire/protocol/guards";

import {
  type Rule,
  anything,
  check,
  closed,
  listOf,
  mapOf,
  maybeText,
  oneOf,
  open,
  optional,
  text,
} from "./option-rules.ts";
import { endsOf, openAsk } from "./daemon/ask-store.ts";
import type { Daemon } from "./daemon/daemon.ts";
import { addEvent } from "./daemon/events.ts";
import { normalizePath } from "./daemon/names.ts";
import { claimIdentity } from "./daemon/peers/identity.ts";
import { findPeer } from "./daemon/peers/lookup.ts";
import { updatePeer } from "./daemon/peers/registry.ts";
import { showPeer } from "./daemon/peers/view.ts";
import { showAsk } from "./daemon/pending.ts";
import { enqueue } from "./daemon/queue.ts";
import type { PeerRecord } from "./daemon/state.ts";
import { misuse } from "./fake-daemon-error.ts";
import { jsonCopy } from "./support.ts";

/** A peer that exists before the test acts. */
export interface SeedPeer {
  /** The folder of the peer. Absolute. */
  readonly path: string;
  /** Default: `"default"`. */
  readonly circle?: string | undefined;
  /** Default: `"claude-code"`. */
  readonly backend?: Backend | undefined;
  /** Default: `"agent"`. */
  readonly role?: PeerRole | undefined;
  /** Default: `"online"`. */
  readonly status?: PeerStatus | undefined;
  /** What the agent is doing in its turn. */
  readonly turn_state?: TurnState | undefined;
  /** The machine of the peer. Default: the daemon's own. */
  readonly machine?: string | undefined;
  /** The tmux pane of the peer, `%` and digits. */
  readonly pane_id?: string | undefined;
  /** What the peer is working on. */
  readonly description?: string | undefined;
  /** Information that the peer gave. */
  readonly metadata?: Record<string, unknown> | undefined;
}

/** An ask that is open before the test acts. */
export interface SeedAsk {
  /** A peer id or display name. */
  readonly from_peer: string;
  /** A peer id or display name. */
  readonly to_peer: string;
  /** The text of the ask. */
  readonly text: string;
  /** The id of the ask. Default: the next id of the daemon. */
  readonly correlation_id?: string | undefined;
  /** The structured question, if there is one. */
  readonly question?: Question | undefined;
}

/** A message that is queued for its peer before the test acts. */
export interface SeedDelivery {
  /** The sender. */
  readonly from_peer: string;
  /** A peer id or display name. */
  readonly to_peer: string;
  /** The text of the message. */
  readonly text: string;
}

/** An event that happened before the test acts. */
export type SeedEvent = Readonly<Record<string, unknown>> & {
  /** The type of the event. */ readonly type: string;
};

/** An initial state, in the daemon's words. */
export interface SeedData {
  /** Peers that are registered. */
  readonly peers?: readonly SeedPeer[] | undefined;
  /** Asks that are open. */
  readonly asks?: readonly SeedAsk[] | undefined;
  /** Messages that wait in a queue. */
  readonly deliveries?: readonly SeedDelivery[] | undefined;
  /** Events that have happened. */
  readonly events?: readonly SeedEvent[] | undefined;
}

/** How many names an error lists at most. */
const mostNames = 10;

const seedPeerRule = closed({
  path: text,
  circle: maybeText,
  backend: optional(oneOf(backends)),
  role: optional(oneOf(peerRoles)),
  status: optional(oneOf(peerStatuses)),
  turn_state: optional(oneOf(turnStates)),
  machine: maybeText,
  pane_id: maybeText,
  description: maybeText,
  metadata: optional(mapOf(anything)),
});

/** A question, as the calls of the client take it. */
const question: Rule<unknown> = (value) => {
  const problems = explain(isQuestion, value).join("; ");
  return problems === "" ? [] : [{ path: "", what: `is not a valid question: ${problems}` }];
};

const seedAskRule = closed({
  from_peer: text,
  to_peer: text,
  text,
  correlation_id: maybeText,
  question: optional(question),
});

const seedDeliveryRule = closed({ from_peer: text, to_peer: text, text });
const seedEventRule = open({ type: text });

/** The initial state that `daemon.seed.all` takes. */
export const seedRule = closed({
  peers: optional(listOf(seedPeerRule)),
  asks: optional(listOf(seedAskRule)),
  deliveries: optional(listOf(seedDeliveryRule)),
  events: optional(listOf(seedEventRule)),
});

/** Creates initial state. It makes no call, frame or event. */
export class Seed {
  readonly #daemon: Daemon;

  /** @internal */
  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /** Adds a peer. The daemon chooses its name. It has no socket: use `daemon.peer` if it needs one. */
  peer(given: SeedPeer): Peer {
    check("the seed of a peer", seedPeerRule, given);
    const { path, circle = "default", backend = "claude-code", role = "agent", ...seed } = given;
    const peer = claimIdentity(this.#daemon, {
      circle,
      circle_source: "tmux",
      backend,
      path: normalizePath(path),
      machine: seed.machine ?? this.#daemon.settings.machine,
      role,
      status: seed.status ?? "online",
      turn_state: seed.turn_state,
      pane_id: seed.pane_id,
      metadata: jsonCopy("metadata", seed.metadata ?? {}),
    });
    if (seed.description) {
      updatePeer(this.#daemon, peer, { description: seed.description });
      peer.description_set_at = this.#daemon.now();
    }
    return structuredClone(showPeer(this.#daemon, peer));
  }

  /** Adds an open ask. */
  ask(seed: SeedAsk): PendingAsk {
    check("the seed of an ask", seedAskRule, seed);
    const { correlation_id, question = null } = seed;
    if (correlation_id !== undefined && this.#daemon.state.asks.get(correlation_id)) {
      throw misuse(
        `there is an ask ${correlation_id} already: leave correlation_id out, or take another`,
      );
    }
    const sender = this.#find(seed.from_peer);
    const target = this.#known(seed.to_peer);
    const ask = openAsk(this.#daemon, {
      ...endsOf(seed.from_peer, sender, target),
      text: seed.text,
      correlation_id,
      question: jsonCopy("question", question),
    });
    return structuredClone(showAsk(this.#daemon, ask));
  }

  /** Queues a notification. Returns its id. */
  delivery(seed: SeedDelivery): string {
    check("the seed of a delivery", seedDeliveryRule, seed);
    const { from_peer, to_peer, text } = seed;
    const target = this.#known(to_peer);
    const row = enqueue(this.#daemon, target.peer_id, {
      kind: "notify",
      from_peer: this.#find(from_peer)?.display_name ?? from_peer,
      to_peer: target.display_name,
      text,
      correlation_id: null,
      attachments: [],
    });
    if (row) return row.delivery_id;
    throw misuse("the delivery queue is switched off by the settings");
  }

  /** Adds an event. Returns its id. */
  event(seed: SeedEvent): string {
    check("the seed of an event", seedEventRule, seed);
    const { type, ...data } = jsonCopy("an event", seed);
    return addEvent(this.#daemon, type, data).id;
  }

  /** Adds several things at once: peers first, because the others may name them. */
  all(seed: SeedData): void {
    check("the seed", seedRule, seed);
    const { peers = [], asks = [], deliveries = [], events = [] } = seed;
    for (const peer of peers) this.peer(peer);
    for (const ask of asks) this.ask(ask);
    for (const delivery of deliveries) this.delivery(delivery);
    for (const event of events) this.event(event);
  }

  #find(identifier: string): PeerRecord | undefined {
    return findPeer(this.#daemon, identifier);
  }

  #known(name: string): PeerRecord {
    const peer = this.#find(name);
    if (peer) return peer;
    const names = [...this.#daemon.state.peers.values()].map(({ display_name }) => display_name);
    const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : "";
    const known = names.slice(0, mostNames).join(", ") + more;
    throw misuse(
      `there is no peer ${name} to seed for; seed the peer first. There are: ${known || "none"}`,
    );
  }
}
