import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import type { WebSocket as ServerWebSocket, WebSocketServer } from "ws";

import { receiptWait } from "../daemon/settings.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { type Line, TransportFailure, type WireAnswer, type WireRequest } from "../wire/wire.ts";
import { attempt, unless } from "../support.ts";
import { afterReal, afterTurns } from "../time/turns.ts";
import type { SocketSession } from "../daemon/socket-session.ts";
import type { ConnectionManner } from "../wire/manner.ts";
import type { Serve } from "./fetch.ts";
import { complete, reasonOf } from "../wire/complete.ts";

/** How long a peer without promised receipts has to send one over a network, in real milliseconds. */
const unpromisedReceipt = 25;

/** What a loopback port serves. */
export interface ServerOptions {
  readonly port: number;
  readonly serve: Serve;
  /** How the daemon's server treats connections. */
  readonly manner: ConnectionManner;
  /** Answers calls of the control API. Returns `undefined` for a call of the daemon. */
  readonly control?: ((request: WireRequest) => Promise<WireAnswer> | undefined) | undefined;
  readonly openSession: (line: Line) => SocketSession;
  /** Whether the daemon is down. The port may still be open for the control API. */
  readonly isDown: () => boolean;
  /** Receives errors of background work. */
  readonly onProblem: (error: unknown) => void;
}

/** The fake on a loopback port. */
export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  /** Whether it serves the control API. */
  readonly isControlled: boolean;
  /**
   * Refuses every connection until {@link LoopbackServer.listenAgain}. A port with the control API
   * stays open for it, and resets every other call.
   */
  stopListening(): Promise<void>;
  /** Listens on the same port as before. */
  listenAgain(): Promise<void>;
  /** Ends everything that is open. */
  close(): Promise<void>;
}

/** Serves the fake on a loopback port. */
export async function serveLoopback(options: ServerOptions): Promise<LoopbackServer> {
  const { manner, control } = options;
  const sockets = await openSockets();
  const connections: Connections = { open: new Set(), controlling: new Set() };
  const settings = { keepAliveTimeout: 5000, requireHostHeader: manner.needsHost };
  const badRequest = () => manner.badRequest(new Date().toUTCString());
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (hasTwoHosts(incoming, manner)) return void incoming.socket.end(badRequest());
    void respond(options, connections, incoming, outgoing);
  };
  const server = createServer(settings, answer);
  if (manner.ignoresExpectations) server.on("checkExpectation", answer);
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) return void socket.destroy();
    socket.end(badRequest());
  });
  server.on("connection", (socket) => {
    connections.open.add(socket);
    socket.once("close", () => connections.open.delete(socket));
  });
  server.on("upgrade", (incoming, socket: Socket, head) => {
    const isSocket = URL.parse(incoming.url ?? "/", "http://x")?.pathname === "/ws";
    if (!isForWebSocket(incoming) || (!isSocket && manner.ignoresOtherHandshakes)) {
      return serveWithoutUpgrade(server, incoming, socket, head);
    }
    if (hasTwoHosts(incoming, manner)) return void socket.end(badRequest());
    const bad = manner.badHandshake(incoming.method ?? "GET", incoming.headers);
    if (bad) return refuseUpgrade(socket, bad);
    if (!isSocket || isForeign(incoming)) return refuseUpgrade(socket, forbidden);
    if (options.isDown()) return void socket.resetAndDestroy();
    sockets.handleUpgrade(incoming, socket, head, (webSocket) => attach(webSocket, options));
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const isControlled = control !== undefined;
  const stop = async (closesPort: boolean) => {
    if (!server.listening) return;
    if (closesPort) server.close();
    // Sockets that the daemon closed must still send their close frame.
    await afterTurns(2);
    await cut([...connections.open].filter((socket) => !connections.controlling.has(socket)));
  };
  let work = Promise.resolve();
  /** Operations on the server happen one after the other. */
  const next = (operation: () => Promise<void>) => {
    const done = work.then(operation);
    work = done.catch(() => {});
    return done;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    isControlled,
    stopListening: () => next(() => stop(!isControlled)),
    listenAgain: () =>
      next(async () => {
        if (!server.listening) await listen(server, port);
      }),
    close: () =>
      next(async () => {
        await stop(true);
        await cut([...connections.open]);
        sockets.close();
      }),
  };
}

/** Loads `ws` on demand, so that in-process use does not pay for it. */
async function openSockets(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import("ws");
  const sockets = new WebSocketServer({
    noServer: true,
    // The daemon supports no subprotocol.
    handleProtocols: () => false,
    // The limit of the daemons' server.
    perMessageDeflate: { serverMaxWindowBits: 12, clientMaxWindowBits: 12 },
  });
  sockets.on("headers", (headers) => {
    // The order of the daemons' server.
    const at = headers.findIndex((line) => /^sec-websocket-extensions:/i.test(line));
    if (at >= 0) headers[at] = headers[at]!.replace(/(; client_\w+=12)(; server_\w+=12)/, "$2$1");
  });
  return sockets;
}

interface Connections {
  readonly open: Set<Socket>;
  /** The connections that use the control API right now. */
  readonly controlling: Set<Socket>;
}

async function cut(connections: readonly Socket[]): Promise<void> {
  const closed = connections.map(
    (socket) => new Promise((resolve) => socket.once("close", resolve).destroy()),
  );
  await Promise.all(closed);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Whether a request comes from a page of another site, or uses another host name for this machine. */
function isForeign({ headers }: IncomingMessage): boolean {
  const host = headers.host?.toLowerCase().replace(/:\d+$/, "");
  // Every browser names a host. Old programs that speak HTTP/1.0 do not.
  if (host === undefined) return headers.origin !== undefined;
  if (host !== "127.0.0.1" && host !== "localhost" && host !== "[::1]") return true;
  if (headers.origin === undefined) return false;
  return !/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(headers.origin);
}

function hasTwoHosts({ rawHeaders }: IncomingMessage, { needsHost }: ConnectionManner): boolean {
  const names = rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text));
  return needsHost && names.length > 1;
}

/** What a connection header says of an offer. */
const offer = /\b(?:upgrade|http2-settings)\b *,? */gi;

function isForWebSocket({ headers }: IncomingMessage): boolean {
  return /^websocket$/i.test(headers.upgrade ?? "");
}

/**
 * Serves a call that offers an upgrade to another protocol, such as HTTP/2, which the daemons decline.
 * Node takes such a connection away from its server. This gives it back, with the call and without the
 * offer.
 */
function serveWithoutUpgrade(
  server: Server,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index]!, rawHeaders[index + 1]!];
    const kept = /^connection$/i.test(name) ? value.replaceAll(offer, "") : value;
    if (!/^(?:upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${kept}`);
  }
  socket.removeAllListeners("error");
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}

const forbidden = {
  status: 403,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "",
};

function refuseUpgrade(socket: Socket, { status, headers, body }: WireAnswer): void {
  // The refused client may be gone already, or may never close its end.
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  const text = String(body);
  const own = { connection: "close", "content-length": String(text.length) };
  const lines = Object.entries({ ...headers, ...own }).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${reasonOf(status)}`, ...lines];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`);
}

async function respond(
  { serve, control }: ServerOptions,
  { controlling }: Connections,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    if (isForeign(incoming))
      return fail(outgoing, 403, "the fake daemon serves loopback callers only");
    const body = await readAll(incoming);
    const request = wireRequest(incoming, outgoing, body);
    const controlled = control?.(request);
    if (controlled) {
      controlling.add(incoming.socket);
      outgoing.once("close", () => controlling.delete(incoming.socket));
    }
    const answer = controlled
      ? complete(await controlled, request, Date.now())
      : await serve(request);
    send(answer, incoming, outgoing);
  } catch (error) {
    if (error instanceof TransportFailure) return void incoming.socket.resetAndDestroy();
    if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
    const isOurs = error instanceof FakeDaemonError;
    fail(outgoing, 501, isOurs ? error.message : String(error), isOurs ? error.code : "bug");
  }
}

/** An answer of the fake itself, not of the daemon. */
function fail(outgoing: ServerResponse, status: number, detail: string, code = "misuse"): void {
  outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ detail, fake_daemon: code }));
}

async function readAll(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return chunks.length === 0 ? null : Buffer.concat(chunks);
}

function wireRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Uint8Array | null,
): WireRequest {
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  return {
    method: incoming.method ?? "GET",
    // A client that takes the port for a proxy sends the whole URL.
    target: incoming.url?.replace(/^https?:\/\/[^/?#]*\/?/i, "/") ?? "/",
    body,
    header: (name) => {
      const value = incoming.headers[name];
      return value === undefined ? null : String(value);
    },
    signal: gone.signal,
  };
}

function send(answer: WireAnswer, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { status, headers, body } = answer;
  // The answer already has the daemon's connection header, so Node must add none.
  outgoing.sendDate = false;
  outgoing.removeHeader("connection");
  outgoing.writeHead(status, reasonOf(status), headers);
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    return void outgoing.end(incoming.method === "HEAD" ? undefined : body);
  }
  outgoing.flushHeaders();
  const stop = body.start({
    write: (piece) => outgoing.write(piece),
    end: () => outgoing.end(),
    // The written data must be sent before the connection is lost.
    fail: () => setImmediate(() => outgoing.destroy()),
  });
  outgoing.once("close", stop);
}

function attach(webSocket: ServerWebSocket, { openSession, onProblem }: ServerOptions): void {
  const line: Line = {
    send: (text) => webSocket.send(text),
    close: (code, reason) =>
      code === 1006 ? webSocket.terminate() : webSocket.close(code, reason),
    timeToAnswer: (promisesReceipts) =>
      afterReal(promisesReceipts ? receiptWait : unpromisedReceipt),
  };
  // The daemon may be going down.
  const session = unless<SocketSession | undefined, TransportFailure>(
    TransportFailure,
    () => openSession(line),
    () => undefined,
  );
  if (!session) return webSocket.terminate();
  webSocket.on("message", (data, isBinary) =>
    attempt(() => session.receive(isBinary ? (data as Buffer) : String(data)), onProblem),
  );
  webSocket.on("error", () => webSocket.terminate());
  webSocket.on("close", () => attempt(() => session.closed(), onProblem));
}

/** The path prefix of the control API. No daemon uses it. */
export const controlPrefix = "/__fake_daemon";

export function isControl(target: string | undefined): boolean {
  return target?.startsWith(`${controlPrefix}/`) ?? false;
}
