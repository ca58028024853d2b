import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import type { WebSocket as ServerWebSocket } from "ws";

import { receiptWait } from "../engine/settings.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { Line } from "../socket/line.ts";
import { afterReal } from "../socket/patience.ts";
import type { SocketSession } from "../socket/session.ts";
import type { Serve } from "./fetch-door.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** Real milliseconds that a peer which promised no receipt has to send one over a network. */
const unpromisedReceipt = 25;
/** What the daemon does with a frame that is larger. */
const largestFrame = 16 * 1024 * 1024;

/** What a {@link LoopbackServer} serves. */
export interface ServerOptions {
  readonly port: number;
  readonly serve: Serve;
  readonly openSession: (line: Line) => SocketSession;
}

/** The fake on a loopback port. */
export class LoopbackServer {
  readonly port: number;
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.#close = close;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends everything that is open. */
  close(): Promise<void> {
    return this.#close();
  }

  static async start({ port, serve, openSession }: ServerOptions): Promise<LoopbackServer> {
    // Whoever uses the fake in process does not pay for it.
    const { WebSocketServer } = await import("ws");
    const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame });
    const sessions = new Set<() => void>();
    const server = createServer({ keepAliveTimeout: 5000 }, (incoming, outgoing) => {
      void respond(serve, incoming, outgoing);
    });
    server.on("upgrade", (incoming, socket: Socket, head) => {
      const isSocket = new URL(incoming.url ?? "/", "http://x").pathname === "/ws";
      if (!isSocket || isForeign(incoming)) return refuseUpgrade(socket);
      sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        const end = () => webSocket.terminate();
        sessions.add(end);
        webSocket.on("close", () => sessions.delete(end));
        attach(webSocket, openSession);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    const address = server.address() as AddressInfo;
    return new LoopbackServer(address.port, async () => {
      for (const end of sessions) end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    });
  }
}

/** A page of another site, or a name that was bent to this machine. */
function isForeign({ headers }: IncomingMessage): boolean {
  const host = headers.host?.replace(/:\d+$/, "");
  if (host !== "127.0.0.1" && host !== "localhost" && host !== "[::1]") return true;
  if (headers.origin === undefined) return false;
  return !/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(headers.origin);
}

function refuseUpgrade(socket: Socket): void {
  socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
}

async function respond(
  serve: Serve,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    if (isForeign(incoming)) return fail(outgoing, 403, "the fake daemon serves loopback callers only");
    const body = await readAll(incoming);
    send(await serve(wireRequest(incoming, outgoing, body)), incoming, outgoing);
  } catch (error) {
    if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
    const isOurs = error instanceof FakeDaemonError;
    fail(outgoing, 501, isOurs ? error.message : String(error), isOurs ? error.code : "bug");
  }
}

/** What a test reads when the fake, and not the daemon, has something to say. */
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
  outgoing.once("close", () => gone.abort());
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
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
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    const length = body === null ? 0 : Buffer.byteLength(body);
    outgoing.writeHead(status, { ...headers, "content-length": length });
    outgoing.end(incoming.method === "HEAD" ? undefined : body);
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.flushHeaders();
  const stop = body.start({ write: (text) => outgoing.write(text), end: () => outgoing.end() });
  outgoing.once("close", stop);
}

function attach(webSocket: ServerWebSocket, openSession: (line: Line) => SocketSession): void {
  const session = openSession({
    send: (text) => webSocket.send(text),
    close: (code, reason) => (code === 1006 ? webSocket.terminate() : webSocket.close(code, reason)),
    patience: (promisesReceipts) => afterReal(promisesReceipts ? receiptWait : unpromisedReceipt),
  });
  webSocket.on("message", (data, isBinary) =>
    session.receive(isBinary ? new Uint8Array() : String(data)),
  );
  webSocket.on("error", () => webSocket.terminate());
  webSocket.on("close", () => session.closed());
}
