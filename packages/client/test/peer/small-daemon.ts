import type { Fetch, WebSocketConstructor } from "../../src/options.ts";
import { ScriptedSocket } from "./scripted-socket.ts";

/** A peer, as a daemon stores it. */
export interface SmallPeer {
  peer_id: string;
  display_name: string;
  path: string;
  circle: string;
  backend: string;
  role: string;
  status: string;
  turn_state: string | null;
  capabilities: string[];
  metadata: Record<string, unknown>;
  socket: ScriptedSocket | undefined;
  /** How often the daemon heard of it, for `last_seen`. */
  seen: number;
}

interface SmallAsk {
  readonly correlation_id: string;
  readonly from_peer: string;
  readonly to: SmallPeer;
  readonly text: string;
  readonly question: { readonly kind: string } | undefined;
  closed?: Record<string, unknown>;
}

interface Row {
  readonly delivery_id: string;
  readonly text: string;
}

type Body = Record<string, unknown>;
type Answer = Response | Promise<Response>;

/**
 * A small daemon that answers as the Go daemon was seen to: who gets which identity, what a socket
 * has to say, which closes there are, and what a busy peer does not get. A test may answer any
 * route itself.
 */
export class SmallDaemon {
  readonly peers: SmallPeer[] = [];
  readonly retired = new Set<string>();
  readonly asks: SmallAsk[] = [];
  readonly queues = new Map<string, Row[]>();
  /** Each call, as in `POST /peers`. */
  readonly calls: string[] = [];
  /** Answers of the test's own, by call. */
  readonly answers = new Map<string, (body: Body) => Answer | undefined>();
  /** `null`: as Go, which has none. */
  version: string | null = null;
  /** Whether frames to a busy peer wait, as they do in the released Go daemon. */
  holdsBack = true;
  /** Whether a status frame changes `last_seen`. */
  notesFrames = true;
  /** Whether a registration adds its metadata to that of the peer. */
  mergesMetadata = true;
  #count = 0;

  readonly fetch: Fetch = async (url, { method, body: sent }) => {
    const { pathname, searchParams } = new URL(url);
    const call = `${method} ${pathname}`;
    this.calls.push(call);
    const body = (typeof sent === "string" ? JSON.parse(sent) : {}) as Body;
    const own = this.answers.get(call)?.(body);
    return own ?? this.#answer(method, pathname, body, searchParams);
  };

  get WebSocket(): WebSocketConstructor {
    const accept = (socket: ScriptedSocket) => this.#accept(socket);
    return class extends ScriptedSocket {
      constructor(url: string) {
        super(url);
        accept(this);
      }
    };
  }

  peer(peer_id: string): SmallPeer | undefined {
    return this.peers.find((peer) => peer.peer_id === peer_id);
  }

  /** Ends a socket from the daemon's side. */
  drop(peer_id: string, code: number, reason = ""): void {
    this.peer(peer_id)?.socket?.end(code, reason);
  }

  /** Retires an id, as a terminal offline and the reaping of an offline peer do. */
  retire(peer_id: string): void {
    const peer = this.peer(peer_id);
    this.retired.add(peer_id);
    this.peers.splice(0, Infinity, ...this.peers.filter((each) => each !== peer));
    peer?.socket?.end(1001, "peer retired");
  }

  /** Asks a peer. A busy one does not hear of it. */
  ask(peer_id: string, text: string, question?: { kind: string }): SmallAsk {
    const to = this.peer(peer_id);
    if (to === undefined) throw new Error("no such peer");
    const correlation_id = `ask-${String(++this.#count)}`;
    const ask: SmallAsk = { correlation_id, from_peer: "x-codex", to, text, question };
    this.asks.push(ask);
    if (!this.#holds(to)) to.socket?.say(askFrame(ask));
    return ask;
  }

  /** Notifies a peer, or queues the notification. */
  notify(peer_id: string, text: string): void {
    const to = this.peer(peer_id);
    const row = { delivery_id: `qd-${String(++this.#count)}`, text };
    if (to?.socket !== undefined && !this.#holds(to)) to.socket.say(noteFrame(row));
    else this.queues.set(peer_id, [...(this.queues.get(peer_id) ?? []), row]);
  }

  #holds(peer: SmallPeer): boolean {
    const busy = peer.status === "busy" || peer.turn_state === "working";
    return this.holdsBack && busy && !peer.capabilities.includes("runtime_inbox");
  }

  #answer(method: string, path: string, body: Body, query: URLSearchParams): Response {
    const [, first = "", second = "", third = ""] = path.split("/").map(decodeURIComponent);
    const found = this.peer(second);
    switch (`${method} ${first}${third && `/${third}`}`) {
      case "GET health":
        return Response.json({ status: "ok", ...(this.version && { version: this.version }) });
      case "POST peers":
        return this.#register(body);
      case "GET peers":
        return found ? Response.json(this.#view(found)) : gone(`Peer not found: ${second}`);
      case "DELETE peers":
        this.peers.splice(0, Infinity, ...this.peers.filter((peer) => peer !== found));
        found?.socket?.end(1001, "peer removed by daemon");
        return found ? Response.json({ ok: true }) : gone(`Peer not found: ${second}`);
      case "POST peers/offline":
        if (found) found.status = "offline";
        return Response.json({ ok: true, cancelled_queries: 0 });
      case "GET asks":
        return Response.json({ asks: this.#pending(query.get("peer_id") ?? "") });
      case "GET deliveries":
        return Response.json({ deliveries: this.#drain(query) });
      case "GET events":
        return Response.json([]);
      case "POST ack":
      case "POST answer":
        return this.#close(first, body);
      default:
        return new Response("404 page not found\n", { status: 404 });
    }
  }

  #view(peer: SmallPeer): object {
    const { peer_id, display_name, path, circle, backend, role, status, turn_state } = peer;
    return {
      ...{ peer_id, display_name, path, circle, backend, role, status, turn_state },
      name: display_name,
      metadata: peer.metadata,
      ws_connected: peer.socket !== undefined,
      last_seen: new Date(peer.seen).toISOString(),
      pending_ask_count: this.#pending(peer_id).length,
    };
  }

  #register(body: Body): Response {
    const { peer_id, path = "", circle = "", backend = "", role } = body as Record<string, string>;
    if (peer_id !== undefined && this.retired.has(peer_id)) {
      const detail = "peer: retired peer_id cannot be reclaimed without a live agent";
      return Response.json({ detail }, { status: 409 });
    }
    const claimed = this.peer(peer_id ?? "");
    const peer =
      claimed?.path === path && claimed.backend === backend
        ? claimed
        : this.#allocate({ path, circle, backend, role: role ?? "agent" });
    peer.status = "online";
    if (this.mergesMetadata) Object.assign(peer.metadata, body["metadata"]);
    const { display_name } = peer;
    return Response.json({ ok: true, peer_id: peer.peer_id, display_name, pane_assigned: true });
  }

  #allocate(given: Pick<SmallPeer, "path" | "circle" | "backend" | "role">): SmallPeer {
    const folder = given.path.split("/").at(-1);
    for (let number = 1; ; number += 1) {
      const display_name = `${folder}${number > 1 ? `-${number}` : ""}-${given.backend}`;
      const holder = this.peers.find(
        (peer) => peer.display_name === display_name && peer.circle === given.circle,
      );
      if (holder !== undefined && holder.status !== "offline") continue;
      // The path is not compared, and stays as it is.
      if (holder !== undefined) return holder;
      const id = String(++this.#count).padStart(8, "0");
      const peer: SmallPeer = {
        ...given,
        peer_id: `repow-${given.circle}-${id}`,
        display_name,
        status: "online",
        turn_state: null,
        capabilities: [],
        metadata: {},
        socket: undefined,
        seen: 0,
      };
      this.peers.push(peer);
      return peer;
    }
  }

  #pending(peer_id: string): object[] {
    return this.asks
      .filter(({ to, closed }) => to.peer_id === peer_id && closed === undefined)
      .map(({ correlation_id, from_peer, to, text }) => ({
        correlation_id,
        from_peer,
        to_peer: to.display_name,
        text,
        created_at: "2026-11-27T00:00:00Z",
        direction: "inbound",
      }))
      .toReversed();
  }

  /** What is read of a queue is deleted. */
  #drain(query: URLSearchParams): object[] {
    const rows = this.queues.get(query.get("peer_id") ?? "") ?? [];
    return rows.splice(0, Number(query.get("max_results") ?? 50)).map((row) => ({
      ...row,
      kind: "notify",
      from_peer: "x-codex",
      to_peer: "d-codex",
      created_at: "2026-11-27T00:00:00Z",
      expires_at: "2026-11-28T00:00:00Z",
      correlation_id: null,
    }));
  }

  #close(route: string, body: Body): Response {
    const ask = this.asks.find(({ correlation_id }) => correlation_id === body["correlation_id"]);
    if (ask === undefined) return gone("No open ask with correlation_id: x");
    const refuse = (detail: string) => Response.json({ detail }, { status: 422 });
    if (route === "answer" && ask.question === undefined) {
      return refuse(`Ask ${ask.correlation_id} is not a structured question; use /ack.`);
    }
    const choice = route === "answer" && ask.question?.kind === "choice";
    const chosen = body["option_id"] !== undefined || body["outcome"] !== undefined;
    if (choice && !chosen) return refuse("choice question requires an option_id");
    ask.closed = { route, ...body };
    return Response.json({ ok: true });
  }

  #accept(socket: ScriptedSocket): void {
    queueMicrotask(() => socket.open());
    let peer: SmallPeer | undefined;
    socket.onSent = (frame) => {
      if (frame["type"] === "connect") peer = this.#connect(socket, frame);
      if (frame["type"] !== "status" || peer === undefined) return;
      peer.status = String(frame["status"]);
      if (this.notesFrames) peer.seen += 1;
      if (typeof frame["turn_state"] === "string") peer.turn_state = frame["turn_state"];
    };
    socket.addEventListener("close", () => {
      if (peer?.socket !== socket) return;
      peer.socket = undefined;
      peer.status = "offline";
    });
  }

  #connect(socket: ScriptedSocket, frame: Body): SmallPeer | undefined {
    const peer = this.peer(String(frame["peer_id"]));
    const keys = ["display_name", "circle", "backend", "role", "path"] as const;
    if (peer === undefined || keys.some((key) => peer[key] !== frame[key])) {
      socket.say({ type: "error", error: "Pane-less WebSocket identity does not match" });
      socket.end(4003, "Pane-less identity mismatch");
      return undefined;
    }
    peer.socket?.end(1000, "superseded by reconnect");
    Object.assign(peer, { socket, status: "online", turn_state: null });
    peer.capabilities = frame["capabilities"] as string[];
    const { peer_id: session_id, display_name } = peer;
    socket.say({ type: "connected", session_id, display_name });
    for (const row of (this.queues.get(session_id) ?? []).splice(0, 50)) socket.say(noteFrame(row));
    return peer;
  }
}

const gone = (detail: string) => Response.json({ detail }, { status: 404 });

function askFrame({ correlation_id, from_peer, to, text, question }: SmallAsk): object {
  const delivery_id = `ask-delivery-${correlation_id}`;
  const to_peer = to.display_name;
  return { type: "ask", delivery_id, correlation_id, from_peer, to_peer, text, question };
}

function noteFrame(row: Row): object {
  return { type: "notify", ...row, from_peer: "x-codex", to_peer: "d-codex" };
}
