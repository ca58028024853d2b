import type { Json, JsonObject } from "../stage/json.ts";
import type { PeerActor } from "../stage/peer-actor.ts";
import type { Stage } from "../stage/stage.ts";
import { familyOf } from "../targets/target.ts";
import type { Command } from "./commands.ts";

interface Player {
  readonly registration: JsonObject;
  peer_id: string;
  display_name: string;
  socket?: PeerActor | undefined;
}

type By = "id" | "name" | "nobody";

/** Runs a sequence of commands on a daemon. The stage's transcript records everything. */
export class Play {
  readonly #stage: Stage;
  readonly #players: Player[] = [];
  readonly #asks: string[] = [];
  readonly #sockets = new Set<PeerActor>();
  readonly #isGo: boolean;
  #connections = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#isGo = familyOf(stage.target.version) === "go";
  }

  async play(commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      await this.#do(command);
      await this.#look();
    }
    await this.#sum();
  }

  async #do(command: Command): Promise<void> {
    const { post, get, delete: remove } = this.#stage;
    switch (command.does) {
      case "register":
        return this.#register(command);
      case "connect":
        return this.#connect(command);
      case "disconnect":
        return this.#disconnect(command.who);
      case "receipt": {
        const socket = this.#players[command.who]?.socket;
        // The recorded Go daemon writes an event for a failed ask, and today's traces it.
        const isFailure = this.#isGo && ["failed", "rejected"].includes(command.says);
        if (socket && !isFailure) socket.receipt = command.says;
        return;
      }
      case "ask": {
        const { from, to, by, reply_to, circle, does: _does, ...rest } = command;
        const answer = await post(
          "/ask",
          clean({
            ...rest,
            from_peer: this.#name(from, "id"),
            to_peer: this.#name(to, by),
            circle: circle && this.#circle(circle),
            reply_to: reply_to === undefined ? undefined : this.#ask(reply_to),
            // The recorded Go daemon has no border for asks, and today's has one.
            ...(this.#isGo && { bypass_circle: true }),
          }),
        );
        const id = answer.at("correlation_id") ?? answer.at("detail", "correlation_id");
        if (typeof id === "string") this.#asks.unshift(id);
        return;
      }
      case "ack": {
        const { which, from, message, attachments } = command;
        const from_peer = this.#name(from, "id");
        await post(
          "/ack",
          clean({ correlation_id: this.#ask(which), from_peer, message, attachments }),
        );
        return;
      }
      case "answer": {
        const { which, does: _does, ...rest } = command;
        await post("/answer", clean({ correlation_id: this.#ask(which), ...rest }));
        return;
      }
      case "askMany": {
        const to_peers = command.to.map((to) => this.#name(to, command.by));
        const from_peer = this.#name(command.from, "id");
        const answer = await post("/ask-many", { from_peer, to_peers, text: command.text });
        for (const child of (answer.at("children") ?? []) as { correlation_id: string | null }[]) {
          if (child.correlation_id !== null) this.#asks.unshift(child.correlation_id);
        }
        const parent = answer.at("parent_id");
        if (typeof parent === "string") await get(`/ask-many/${parent}`);
        return;
      }
      case "notify": {
        const { from, to, by, circle, does: _does, ...rest } = command;
        const named = { from_peer: this.#name(from, "id"), to_peer: this.#name(to, by) };
        await post("/notify", clean({ ...rest, ...named, circle: circle && this.#circle(circle) }));
        return;
      }
      case "broadcast": {
        const { from, by, exclude, does: _does, ...rest } = command;
        const names = exclude.map((one) => this.#name(one, "id"));
        await post(
          "/broadcast",
          clean({ ...rest, from_peer: this.#name(from, by), exclude: names }),
        );
        return;
      }
      case "query": {
        const named = {
          from_peer: this.#name(command.from, "id"),
          to_peer: this.#name(command.to, command.by),
        };
        // On Go a timeout of 0 is the default, 60 seconds.
        await post("/query", { ...named, text: command.text, timeout: this.#isGo ? 0.01 : 0 });
        return;
      }
      case "wait": {
        // On Go a timeout below 0 has no end.
        const timeout_seconds = this.#isGo ? 0.01 : -1;
        const body = { peer_id: this.#name(command.who, command.by), timeout_seconds };
        await post(`/asks/${this.#ask(command.which)}/wait`, body);
        return;
      }
      case "frame": {
        const frame = clean(command.frame as JsonObject);
        if (frame["type"] === "set_circle")
          frame["circle"] = this.#ownCircle(String(frame["circle"]));
        const socket = this.#players[command.who]?.socket;
        if (socket?.isOpen) socket.send(frame);
        return;
      }
      case "update": {
        const { who, by, does: _does, ...rest } = command;
        await post("/session/update", clean({ peer_name: this.#name(who, by), ...rest }));
        return;
      }
      case "offline": {
        const { terminal } = command;
        const body = terminal === undefined ? undefined : { terminal };
        await post(`/peers/${this.#segment(command.who, command.by)}/offline`, body);
        return;
      }
      case "touch":
        await post(`/peers/${this.#segment(command.who, command.by)}/touch`);
        return;
      case "describe":
        await post(`/peers/${this.#segment(command.who, command.by)}/description`, {
          description: command.text,
        });
        return;
      case "move": {
        const peer_name = this.#name(command.who, command.by);
        await post("/peers/circle", { peer_name, circle: this.#circle(command.circle) });
        return;
      }
      case "remove":
        await remove(`/peers/${this.#segment(command.who, command.by)}`);
        return;
      case "kill": {
        const circle = command.circle && this.#circle(command.circle);
        await post(
          "/kill-peer",
          clean({ peer_identifier: this.#name(command.who, command.by), circle }),
        );
        return;
      }
      case "claimRole": {
        const peer_name = this.#name(command.who, command.by);
        await post(
          "/peers/claim-role",
          clean({ role: "orchestrator", peer_name, force: command.force }),
        );
        return;
      }
      case "look": {
        const query = command.circle && { circle: this.#circle(command.circle) };
        await get(`/peers/${this.#segment(command.who, command.by)}`, query);
        await get(`/peers/${this.#segment(command.who, command.by)}/doctor`, query);
        return;
      }
      case "list": {
        const { circle, status, backend } = command;
        await get(
          "/peers",
          clean({ circle: circle && this.#circle(circle), status, backend }) as Record<
            string,
            string
          >,
        );
        return;
      }
      case "pending": {
        const peer_id = this.#name(command.who, command.by);
        // Today's Go daemon knows the asks of every asker, and the recorded one those of peers.
        const isChanged = this.#isGo && command.direction === "outbound";
        const direction = isChanged ? "both" : command.direction;
        await get("/asks/pending", clean({ peer_id, direction }) as Record<string, string>);
        return;
      }
      case "drain": {
        const peer_id = this.#name(command.who, command.by);
        const { max_results } = command;
        await get("/deliveries/pending", clean({ peer_id, max_results }) as Record<string, string>);
        return;
      }
      case "trace":
        // The recorded Go daemon has no traces of asks, and today's has them.
        if (!this.#isGo) await get(`/traces/${this.#ask(command.which)}`);
        return;
      case "orchestrator":
        await get(`/circles/${this.#circle(command.circle)}/orchestrator`);
        return;
      case "chat": {
        await post("/events/chat", this.#turn(command));
        return;
      }
      case "piece": {
        await post("/events/chat_delta", this.#turn(command));
        return;
      }
      case "history": {
        const { who, by, q, session_id, limit } = command;
        const peer = `/peers/${this.#segment(who, by)}`;
        const query = clean({ session_id: this.#own(session_id), limit }) as Record<string, string>;
        await get(`${peer}/timeline`, query);
        await get(`${peer}/timeline/search`, { q, ...query });
        await get(`${peer}/transcript`);
        return;
      }
      case "schedule": {
        const { from, to, by, text, kind, when } = command;
        const named = { from_peer: this.#name(from, "id"), to_peer: this.#name(to, by) };
        const made = await post("/schedules", clean({ ...named, text, kind, ...when }));
        await get("/schedules", { from_peer: named.from_peer });
        const id = made.at("schedule_id");
        if (typeof id === "string") await remove(`/schedules/${id}`);
        return;
      }
      case "nonsense":
        await post(command.path, clean(command.keys as JsonObject));
        return;
    }
  }

  #turn(command: Extract<Command, { does: "chat" | "piece" }>): JsonObject {
    const { does: _does, who, by, turn_id, session_id, ...rest } = command;
    const ids = { turn_id: this.#own(turn_id), session_id: this.#own(session_id) };
    // A history has the turns of everybody who ever had that name.
    const isInHistory = turn_id !== undefined && by === "name";
    return clean({ peer: this.#name(who, isInHistory ? "id" : by), ...rest, ...ids });
  }

  /** An id of this sequence alone, because a daemon remembers it. */
  #own(id: string | undefined): string | undefined {
    return id && `${this.#stage.circle}-${id}`;
  }

  async #register(command: Extract<Command, { does: "register" }>): Promise<void> {
    const { folder, circle, backend, role, claim, pane, fallback } = command;
    const registration = clean({
      name: "player",
      path: this.#stage.path(folder),
      circle: this.#circle(circle),
      backend,
      role,
      pane_id: pane === undefined ? undefined : `%88${pane}0`,
      metadata: fallback ? { repowire_cli_fallback: true } : undefined,
    });
    const peer_id = claim === undefined ? undefined : this.#players[claim]?.peer_id;
    const answer = await this.#stage.post("/peers", clean({ ...registration, peer_id }));
    if (answer.status !== 200) return;
    const id = answer.text("peer_id");
    const known = this.#players.find((player) => player.peer_id === id);
    const display_name = answer.text("display_name");
    if (known) known.display_name = display_name;
    else if (this.#players.length < 4)
      this.#players.push({ registration, peer_id: id, display_name });
  }

  async #connect(command: Extract<Command, { does: "connect" }>): Promise<void> {
    const player = this.#players[command.who];
    if (!player || this.#connections >= 5) return;
    const { peer_id } = player;
    // Queued messages would be replayed at the daemon's own pace, so they are read first.
    await this.#stage.get("/deliveries/pending", { peer_id, max_results: "500" });
    const { name: _name, ...registration } = player.registration;
    const stored = this.#isGo ? await this.#stored(peer_id) : {};
    const socket = this.#stage.rawSocket(`player ${command.who} at ${(this.#connections += 1)}`);
    await socket.opened();
    socket.receipt = "injected";
    socket.send(
      clean({
        type: "connect",
        display_name: "player",
        ...registration,
        ...stored,
        peer_id: command.claim ? peer_id : undefined,
        capabilities: command.receipts ? ["delivery_receipts"] : undefined,
      }),
    );
    const frame = await socket.receives();
    if (frame["type"] !== "connected") return void (await socket.ends());
    this.#sockets.add(socket);
    player.socket = socket;
    player.peer_id = String(frame["session_id"]);
    player.display_name = String(frame["display_name"]);
  }

  /** What a first frame must repeat on Go. */
  async #stored(peer_id: string): Promise<JsonObject> {
    const { body } = await this.#stage.get(`/peers/${peer_id}`);
    const { display_name, circle, role, path } = body as JsonObject;
    return clean({ display_name, circle, role, path });
  }

  async #disconnect(who: number): Promise<void> {
    const player = this.#players[who];
    if (!player?.socket) return;
    this.#sockets.delete(player.socket);
    if (player.socket.isOpen) await player.socket.close();
    player.socket = undefined;
  }

  /** Takes the frames that the sockets received, and notes which sockets the daemon closed. */
  async #look(): Promise<void> {
    if (this.#sockets.size === 0) return;
    await this.#stage.settle(...this.#sockets);
    for (const socket of this.#sockets) {
      for (const frame of socket.takeUnread()) {
        this.#stage.transcript.add({ [socket.name]: "receives", frame });
        const { correlation_id } = frame;
        const isAsk = typeof correlation_id === "string" && !this.#asks.includes(correlation_id);
        if (isAsk) this.#asks.unshift(correlation_id);
      }
      if (!socket.isOpen) {
        await socket.ends();
        this.#sockets.delete(socket);
      }
    }
  }

  async #sum(): Promise<void> {
    const { get, circle } = this.#stage;
    await get("/peers");
    await get("/peers", { circle });
    for (const { peer_id } of this.#players) {
      await get("/asks/pending", { peer_id, direction: "both" });
      await get("/deliveries/pending", { peer_id });
    }
    await this.#stage.events();
  }

  #name(who: number, by: By | string): string {
    const player = this.#players[who];
    if (!player || by === "nobody") return "nobody";
    return by === "name" ? player.display_name : player.peer_id;
  }

  #segment(who: number, by: By | string): string {
    return encodeURIComponent(this.#name(who, by));
  }

  #ask(which: number): string {
    return this.#asks[which] ?? "ask-unknown";
  }

  #circle(circle: string): string {
    return this.#ownCircle(circle);
  }

  #ownCircle(circle: string): string {
    if (circle === "own") return this.#stage.circle;
    return circle === "other" ? `${this.#stage.circle}-b` : circle;
  }
}

/** A copy without the keys that have no value. */
function clean(object: Record<string, unknown>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
