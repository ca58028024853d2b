import { expect } from "vitest";

import { type CallFault, FakeDaemon, type ScriptedPeer } from "../../src/index.ts";

/** An event. Its numbers choose among the existing peers and asks. */
export type Command =
  | {
      readonly type: "register" | "connect" | "disconnect" | "kill" | "broadcast";
      readonly who: number;
    }
  | {
      readonly type: "ask" | "notify";
      readonly who: number;
      readonly whom: number;
      readonly bypass: boolean;
    }
  | { readonly type: "ack"; readonly ask: number; readonly message: string | undefined }
  | { readonly type: "advance"; readonly seconds: number }
  | { readonly type: "restart" }
  | { readonly type: "fault"; readonly on: "ask" | "notify" | "ack"; readonly fault: CallFault };

interface Person {
  readonly peer: ScriptedPeer;
  readonly peer_id: string;
  readonly circle: string;
  /** Messages that waited in its queue and were taken out. */
  readonly drained: string[];
}

interface Ask {
  readonly from: string;
  readonly to: string;
  open: boolean;
}

interface Message {
  readonly from: Person;
  /** Absent for a broadcast to the circle. */
  readonly to?: Person;
  /** Whether it may leave its circle. An unknown sender is in no circle. */
  readonly bypass: boolean;
  /** Whether the daemon accepted it. */
  kept: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const places = [0, 1, 2, 3, 4].map((index) => ({
  name: `p${index}`,
  circle: index < 3 ? "red" : "blue",
}));

/** A daemon and its invariants. */
export class World {
  readonly daemon: FakeDaemon;
  readonly #people = new Map<number, Person>();
  readonly #asks = new Map<string, Ask>();
  readonly #messages = new Map<string, Message>();
  #count = 0;

  constructor(emulate: "0.14.17" | "0.17.0" | "go") {
    // Offline peers stay known, so that only a kill removes a peer.
    this.daemon = new FakeDaemon({
      emulate,
      strict: false,
      settings: { peer_reap_ttl_seconds: 0 },
    });
  }

  async run(command: Command): Promise<void> {
    await this.#act(command);
    await this.daemon.clock.settled();
    await this.#check();
  }

  async #act(command: Command): Promise<unknown> {
    switch (command.type) {
      case "register":
        return this.#person(command.who);
      case "connect":
        return this.#person(command.who).peer.connect();
      case "disconnect":
        return this.#people.get(command.who)?.peer.disconnect();
      case "kill":
        return this.#kill(command.who);
      case "ask":
      case "notify":
        return this.#send(
          command.type,
          this.#person(command.who),
          this.#person(command.whom),
          command.bypass,
        );
      case "broadcast":
        return this.#broadcast(this.#person(command.who));
      case "ack":
        return this.#ack(command.ask, command.message);
      case "advance":
        return this.daemon.clock.advance(command.seconds * 1000);
      case "restart":
        for (const ask of this.#asks.values()) ask.open = false;
        return this.daemon.restart();
      case "fault":
        return this.daemon.fault(command.on, command.fault);
    }
  }

  #person(place: number): Person {
    const known = this.#people.get(place);
    if (known) return known;
    const { name, circle } = places[place]!;
    const peer = this.daemon.peer(`${name}-${this.#count++}`, { circle }).silent();
    const person = { peer, peer_id: peer.peer_id, circle, drained: [] };
    this.#people.set(place, person);
    return person;
  }

  async #kill(place: number): Promise<void> {
    const person = this.#people.get(place);
    if (!person) return;
    // Its asks stay open, as in the daemon.
    const answer = await this.#call("DELETE", `/peers/${person.peer_id}`);
    // After a restart the daemon knows only the peers that came back.
    if (answer?.status === 200) this.#people.delete(place);
  }

  async #send(type: "ask" | "notify", from: Person, to: Person, bypass: boolean): Promise<void> {
    const text = `${type} ${this.#count++}`;
    const message: Message = { from, to, bypass: bypass || !this.#knows(from), kept: false };
    this.#messages.set(text, message);
    const body = { from_peer: from.peer_id, to_peer: to.peer_id, text, bypass_circle: bypass };
    const answer = await this.#call("POST", `/${type}`, body);
    if (type === "notify") {
      message.kept = answer?.status === 200 && answer.body["status"] !== "dropped";
      return;
    }
    // If the answer is lost, the asker does not know the ask, although it is open.
    const id = answer
      ? answer.body["correlation_id"]
      : this.daemon.state.openAsks.find((ask) => ask.text === text)?.correlation_id;
    if (typeof id !== "string" || (answer && answer.status !== 200)) return;
    expect(this.#asks.has(id), "each ask has its own id").toBe(false);
    this.#asks.set(id, { from: from.peer_id, to: to.peer_id, open: true });
  }

  async #broadcast(from: Person): Promise<void> {
    const text = `broadcast ${this.#count++}`;
    this.#messages.set(text, { from, bypass: !this.#knows(from), kept: false });
    await this.#call("POST", "/broadcast", { from_peer: from.peer_id, text });
  }

  async #ack(index: number, message: string | undefined): Promise<void> {
    const ids = [...this.#asks.keys()];
    const correlation_id = ids[index % (ids.length || 1)];
    if (correlation_id === undefined) return;
    const ask = this.#asks.get(correlation_id)!;
    const wasOpen = ask.open;
    const answer = await this.#call("POST", "/ack", {
      correlation_id,
      ...(message && { message }),
    });
    if (answer?.status === 200 && message)
      expect(wasOpen, "only an open ask accepts a reply").toBe(true);
    if (answer?.status === 410) expect(wasOpen, "an open ask exists").toBe(false);
    if (answer?.status === 200) ask.open = false;
    // A lost answer: the daemon closed the ask, or never saw the call.
    if (!answer) ask.open = wasOpen && this.#isOpen(correlation_id);
  }

  #isOpen(correlationId: string): boolean {
    return this.daemon.state.openAsks.some(
      ({ correlation_id }) => correlation_id === correlationId,
    );
  }

  /** `undefined` when the connection was lost. */
  async #call(method: string, path: string, body?: object): Promise<Answer | undefined> {
    try {
      const answer = await this.daemon.fetch(this.daemon.url + path, {
        method,
        ...(body && {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        }),
      });
      return { status: answer.status, body: (await answer.json()) as Answer["body"] };
    } catch (error) {
      expect(error).toMatchObject({ message: "fetch failed" });
      return undefined;
    }
  }

  async #check(): Promise<void> {
    this.#checkOpenAsks();
    this.#checkCircles();
    for (const person of this.#people.values()) {
      await this.#checkPending(person);
      await this.#checkKept(person);
    }
  }

  /** Pending is asked minus closed. */
  #checkOpenAsks(): void {
    const expected = [...this.#asks].filter(([, ask]) => ask.open).map(([id]) => id);
    const actual = this.daemon.state.openAsks.map(({ correlation_id }) => correlation_id);
    expect(actual.toSorted()).toEqual(expected.toSorted());
  }

  async #checkPending(person: Person): Promise<void> {
    if (!this.#knows(person)) return;
    const { peer_id } = person;
    const answer = await this.#call("GET", `/asks/pending?peer_id=${peer_id}`);
    const rows = answer?.body["asks"] as { correlation_id: string; direction: string }[];
    const ids = (direction: string) =>
      rows
        .filter((row) => row.direction === direction)
        .map((row) => row.correlation_id)
        .toSorted();
    const open = [...this.#asks].filter(([, ask]) => ask.open);
    expect(ids("inbound")).toEqual(
      open
        .filter(([, ask]) => ask.to === peer_id)
        .map(([id]) => id)
        .toSorted(),
    );
  }

  #knows({ peer_id }: Person): boolean {
    return this.daemon.state.peers.some((peer) => peer.peer_id === peer_id);
  }

  /** No message leaves its circle without permission. */
  #checkCircles(): void {
    for (const { peer } of this.#people.values()) {
      for (const { text } of [...peer.asks, ...peer.notifications, ...peer.broadcasts]) {
        const [key = text] = /(?:ask|notify|broadcast) \d+$/.exec(text) ?? [];
        const message = this.#messages.get(key);
        if (!message) continue;
        if (message.to) expect(peer.peer_id).toBe(message.to.peer_id);
        if (!message.bypass) expect(peer.circle).toBe(message.from.circle);
      }
    }
  }

  /** Each accepted message was received, or waits for its receiver. */
  async #checkKept({ peer, peer_id, drained }: Person): Promise<void> {
    const answer = await this.#call("GET", `/deliveries/pending?peer_id=${peer_id}`);
    const rows = (answer?.body["deliveries"] ?? []) as { text: string }[];
    drained.push(...rows.map(({ text }) => text));
    const there = [...drained, ...peer.notifications.map(({ text }) => text)].join("\n");
    for (const [text, { to, kept }] of this.#messages) {
      if (kept && to?.peer_id === peer_id) expect(`${there}\n`).toContain(`${text}\n`);
    }
  }
}
