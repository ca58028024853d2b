import type { ConnectPeerParams, LivePeer, RepowireClient } from "@repowire/client";
import type { Answer } from "./answer.ts";
import { type CallOptions, Caller } from "./caller.ts";
import { ContractFailure } from "./contract-failure.ts";
import { EventReader } from "./event-reader.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { mustMatch, type Pattern } from "./match.ts";
import { PeerActor } from "./peer-actor.ts";
import { recordedClient } from "./recorded-client.ts";
import { References } from "./references.ts";
import { FENCE } from "./socket-actor.ts";
import { removeLeftovers } from "./remove-leftovers.ts";
import { familyOf, isAtLeast, type Target } from "../targets/target.ts";
import { type Entry, Transcript } from "./transcript.ts";

/** What a scenario may do to its daemon. */
export interface StageOptions {
  /** Lets a lazy repair happen. */
  readonly repair: () => Promise<void>;
  /** Ends the daemon and starts it again. */
  readonly restart: (options?: { readonly crash?: boolean }) => Promise<void>;
  /** Other scenarios use the daemon at the same time. */
  readonly others?: boolean;
  /** Whether the daemon must keep the rule. Otherwise its answers are only recorded. Default: true. */
  readonly rule?: boolean;
}

/** What a scenario learned of a target, for the next scenario on it. */
interface Known {
  lastEvent?: string | undefined;
  /** The daemon's own peer, which newer daemons have. A restart may change it. */
  ownPeer?: string | undefined;
}

const knownOf = new WeakMap<Target, Known>();

/** What a scenario uses: the daemon, peers, and the transcript. */
export class Stage {
  readonly target: Target;
  /** A circle of this scenario alone. Start the names of further circles with it. */
  readonly circle: string;
  /** The daemon's token, if any, for a `connect` frame that is sent as a text. */
  readonly credentials: JsonObject;
  readonly transcript: Transcript;
  readonly caller: Caller;
  /** Lets a lazy repair happen now. */
  readonly repair: () => Promise<void>;
  readonly #restart: StageOptions["restart"];
  readonly #others: boolean;
  readonly #rule: boolean;
  readonly #sockets: PeerActor[] = [];
  readonly #words: [string, string][];
  readonly #cleanups: (() => Promise<unknown>)[] = [];
  readonly #live: LivePeer[] = [];
  /** The own peer of newer daemons. */
  #ownPeer: string | undefined;
  #client: RepowireClient | undefined;
  #firstEvent: string | undefined;
  #fences = 0;

  constructor(target: Target, options: StageOptions) {
    this.target = target;
    this.transcript = new Transcript(familyOf(target.version));
    this.repair = options.repair;
    this.#restart = options.restart;
    this.#others = options.others ?? false;
    this.#rule = options.rule ?? true;
    this.circle = uniqueWord();
    this.credentials = target.authToken ? { auth_token: target.authToken } : {};
    this.caller = new Caller(target, this.transcript, { rule: this.#rule });
    this.#words = [[this.circle, "<run>"], ...Object.entries(target.words ?? {})];
  }

  /** Whether the daemon is this release or a later one. */
  since = (version: string): boolean => isAtLeast(this.target.version, version);

  /** A path of this scenario alone. It need not exist. */
  path = (name: string): string => `/w/${this.circle}/${name}`;

  /** Calls with GET; query parameters in an object. */
  get = (path: string, query?: Readonly<Record<string, string>>): Promise<Answer> =>
    this.caller.get(path, query);

  /** Calls with POST and a JSON body. */
  post = (path: string, body?: Json, options?: CallOptions): Promise<Answer> =>
    this.caller.post(path, body, options);

  /** Calls with PATCH and a JSON body. */
  patch = (path: string, body: Json): Promise<Answer> => this.caller.patch(path, body);

  /** Calls with DELETE; query parameters in an object. */
  delete = (path: string, query?: Readonly<Record<string, string>>): Promise<Answer> =>
    this.caller.delete(path, query);

  /** Calls with any method, body and headers. */
  call = (method: string, path: string, options?: CallOptions): Promise<Answer> =>
    this.caller.call(method, path, options);

  /**
   * Fetches, with the token, what `Answer` cannot hold, such as a stream. The transcript does not show
   * it.
   */
  fetch = (path: string, init: RequestInit = {}): Promise<Response> => {
    const { authToken, baseUrl } = this.target;
    const headers = new Headers(init.headers);
    if (authToken) headers.set("authorization", `Bearer ${authToken}`);
    return this.target.fetch(baseUrl + path, { ...init, headers });
  };

  /** Registers a peer over HTTP only. It is listed, but nothing reaches it. */
  register = async (
    name: string,
    more: JsonObject = {},
  ): Promise<{ peer_id: string; display_name: string; answer: Answer }> => {
    const answer = await this.post("/peers", { ...this.#identity(name), ...more });
    answer.is(200);
    return { peer_id: answer.text("peer_id"), display_name: answer.text("display_name"), answer };
  };

  /** Registers and connects a peer. It sends the receipt `injected` for what it receives. */
  peer = async (name: string, more: JsonObject = {}): Promise<PeerActor> => {
    const { peer_id, display_name } = await this.register(name, more);
    const known = { peer_id, display_name, capabilities: ["delivery_receipts"] };
    return this.socket(name, { ...known, ...more }, "injected");
  };

  /**
   * Connects a peer, by default without receipts. On the Go daemon it connects with the registered
   * values. A peer without an id is registered first, which the transcript does not show.
   */
  socket = async (name: string, more: JsonObject = {}, receipt?: string): Promise<PeerActor> => {
    const actor = this.rawSocket(name);
    actor.receipt = receipt;
    const { name: display_name, ...identity } = this.#identity(name);
    const wanted = { display_name, ...identity };
    const registered = await this.#registered(name, more);
    // The name that the daemon chose, not the requested one.
    const { display_name: own } = more["peer_id"] === undefined ? registered : {};
    const names = own === undefined ? {} : { display_name: own };
    return actor.connect({ ...wanted, ...registered, ...more, ...names });
  };

  /** A live peer of the client. It registers, connects, answers and reconnects by itself. */
  live = async (name: string, more: Partial<ConnectPeerParams> = {}): Promise<LivePeer> => {
    const client = await this.client();
    const peer = await client.connectPeer({
      ...this.#identity(name),
      backend: "claude-code",
      ...more,
    });
    this.#live.push(peer);
    return peer;
  };

  /** The client, for calls that are not those of peers. */
  client = async (): Promise<RepowireClient> => {
    if (this.#client) return this.#client;
    const { RepowireClient, preload } = await import("@repowire/client");
    // To the clock of a target, a part that loads on first use looks like a pause in the traffic.
    await preload();
    const { baseUrl, authToken, fetch, WebSocket } = this.target;
    const client = new RepowireClient({ baseUrl, authToken, fetch, WebSocket });
    this.afterwards(() => client.close());
    this.#client ??= client;
    return client;
  };

  /** The client, with all its calls in the transcript. */
  recordedClient = async (): Promise<RepowireClient> =>
    recordedClient(await this.client(), this.transcript);

  /** Adds a note to the transcript. */
  note = (who: string, what: string, value: unknown): void => {
    this.transcript.add({ [who]: what, value: JSON.parse(JSON.stringify(value ?? null)) as Json });
  };

  /** A connection that has sent nothing yet. */
  rawSocket = (name: string, headers?: Readonly<Record<string, string>>): PeerActor => {
    const actor = new PeerActor(name, this.target, this.transcript, headers);
    actor.caller = this.caller;
    actor.credentials = this.credentials;
    actor.rule = this.#rule;
    this.#sockets.push(actor);
    return actor;
  };

  /** All events since the scenario began. */
  events = async (pattern?: Pattern): Promise<JsonObject[]> => {
    const query = this.#firstEvent === undefined ? {} : { query: { since: this.#firstEvent } };
    const answer = await this.caller.quietly("GET", "/events", query);
    const events = (answer.is(200).body as JsonObject[]).filter((event) => this.#isOurs(event));
    this.transcript.add({ call: "GET /events", events });
    if (pattern !== undefined && this.#rule) mustMatch("the list of events", events, pattern);
    return events;
  };

  /** Opens `/events/stream`. */
  eventStream = async (): Promise<EventReader> => {
    const reader = await EventReader.open(this.target, this.transcript);
    this.afterwards(() => reader.close());
    return reader;
  };

  /** Resolves when everything that was sent to these peers has reached them. */
  settle = async (...peers: readonly PeerActor[]): Promise<void> => {
    const text = `${this.circle} ${(this.#fences += 1)}`;
    const body = { from_peer: FENCE, text, bypass_circle: true };
    await this.caller.quietly("POST", "/broadcast", { body });
    const arrived = new AbortController();
    const time = () => this.target.clock.sleep(300, arrived.signal);
    await Promise.all(peers.map((peer) => peer.fenced(text, time)));
    arrived.abort("arrived");
  };

  /** @throws ContractFailure if one of these peers has an unread frame. */
  silence = async (...peers: readonly PeerActor[]): Promise<void> => {
    await this.settle(...peers);
    if (!this.#rule) return;
    for (const peer of peers) mustMatch(`the unread frames of ${peer.name}`, peer.takeUnread(), []);
  };

  /** Lets that many milliseconds pass. */
  sleep = (milliseconds: number): Promise<void> => this.target.clock.sleep(milliseconds);

  /** Makes a folder on the daemon's machine, in the folder for spawning. */
  folder = async (name: string): Promise<string> => {
    const { folder, makeFolder } = this.target;
    if (folder === undefined || !makeFolder) throw new TypeError("This target has no folder.");
    await makeFolder(`${folder}/${this.circle}/${name}`);
    return `${folder}/${this.circle}/${name}`;
  };

  /** Ends the daemon and starts it again. */
  restart = async (): Promise<void> => {
    await this.#restart();
    delete knownOf.get(this.target)?.ownPeer;
    this.transcript.add({ daemon: "restarts" });
  };

  /** Crashes the daemon and starts it again. This is faster than an orderly shutdown. */
  crash = async (): Promise<void> => {
    await this.#restart({ crash: true });
    delete knownOf.get(this.target)?.ownPeer;
    this.transcript.add({ daemon: "crashes and restarts" });
  };

  /** Polls for ten seconds until `condition` holds. The transcript does not show this. */
  eventually = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
    // The time of a fake is not that of the client's timers, and only one of them may be slow.
    const { clock } = this.target;
    const deadline = clock.now() + 10_000;
    const late = AbortSignal.timeout(10_000);
    while (!(await condition())) {
      if (late.aborted && clock.now() > deadline)
        throw new ContractFailure(`waited too long for ${what}`);
      await this.sleep(10);
    }
  };

  /** Runs `action`. Also returns its duration in milliseconds. */
  timed = <Result>(action: () => Promise<Result>): Promise<[Result, number]> => {
    const start = this.target.clock.now();
    const timed = action().then((result): [Result, number] => [
      result,
      this.target.clock.now() - start,
    ]);
    // A scenario that fails during the action ends before it.
    timed.catch(() => {});
    return timed;
  };

  /** @throws ContractFailure with `rule` as its message, if the rule does not hold. */
  must = (rule: string, holds: boolean): void => {
    if (this.#rule && !holds) throw new ContractFailure(`${rule}: that does not hold`);
  };

  /** Replaces a text of this run with a word in the transcript. */
  alias = (text: string, word: string): void => {
    this.#words.push([text, word]);
  };

  /** Runs an action after the scenario, even if it fails. */
  afterwards = (action: () => Promise<unknown>): void => {
    this.#cleanups.push(action);
  };

  /** Remembers the last event. */
  async begin(): Promise<void> {
    const known = knownOf.get(this.target) ?? {};
    knownOf.set(this.target, known);
    // Events before those of an earlier scenario need not be read again.
    const { lastEvent: since } = known;
    const query = since === undefined ? {} : { query: { since } };
    const answer = await this.caller.quietly("GET", "/events", query);
    const events = answer.is(200).body as JsonObject[];
    known.lastEvent = (events.at(-1)?.["id"] as string | undefined) ?? since;
    this.#firstEvent = known.lastEvent;
    if (this.since("0.16.0") && !("ownPeer" in known)) {
      const own = await this.caller.quietly("GET", "/peers/jobs");
      known.ownPeer = own.at("peer_id") as string | undefined;
    }
    this.#ownPeer = known.ownPeer;
  }

  /** Adds unread frames, and returns the transcript. */
  async finish(): Promise<Entry[]> {
    const open = this.#sockets.filter((socket) => socket.isOpen);
    if (open.length > 0) await this.settle(...open);
    for (const socket of this.#sockets) {
      for (const frame of socket.takeUnread()) {
        this.transcript.add({ [socket.name]: "has not looked at", frame });
      }
    }
    return this.transcript.entries(new References(this.#words, familyOf(this.target.version)));
  }

  /**
   * Closes everything that is open, and removes the jobs, schedules and peers of this scenario.
   */
  async cleanUp(): Promise<void> {
    for (const action of this.#cleanups.toReversed()) await action().catch(() => {});
    await Promise.all(
      this.#sockets.filter((socket) => socket.isOpen).map((socket) => socket.close()),
    ).catch(() => {});
    const peers = this.#live.map(({ peer_id }) => peer_id);
    await removeLeftovers(this.caller, this.transcript.raw(), { peers, ownPeer: this.#ownPeer });
  }

  /** The values that the Go daemon has registered for a peer. Other daemons need none. */
  async #registered(name: string, more: JsonObject): Promise<JsonObject> {
    if (familyOf(this.target.version) !== "go") return {};
    let { peer_id } = more;
    if (peer_id === undefined) {
      const body = { ...this.#identity(name), ...more, name: more["display_name"] ?? name };
      peer_id = (await this.caller.quietly("POST", "/peers", { body })).text("peer_id");
    }
    const peer = await this.caller.quietly("GET", `/peers/${String(peer_id)}`);
    const keys = ["display_name", "path", "circle", "backend", "role"];
    return { peer_id, ...Object.fromEntries(keys.map((key) => [key, peer.at(key) ?? null])) };
  }

  #identity(name: string): { name: string; path: string; circle: string; backend: string } {
    return { name, path: this.path(name), circle: this.circle, backend: "claude-code" };
  }

  #isOurs(event: Json): boolean {
    if (isJsonObject(event) && event["from"] === FENCE) return false;
    return !this.#others || JSON.stringify(event).includes(this.circle);
  }
}

/** Six letters that are neither a word nor a hexadecimal number. */
function uniqueWord(): string {
  return Array.from({ length: 6 }, () => "ghijkmnpqrstuvwxyz"[Math.floor(Math.random() * 18)]).join(
    "",
  );
}
