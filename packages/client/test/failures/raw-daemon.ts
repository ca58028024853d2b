import { once } from "node:events";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";

/** Answers a complete request, byte for byte. */
export type RawAnswer = (socket: Socket) => void;

/** A server without HTTP of its own. It sends what a test says, and counts requests. */
export class RawDaemon {
  readonly url: string;
  /** The complete requests, as they were sent. */
  readonly requests: string[] = [];
  /** Resolves with the first request. */
  readonly arrived: Promise<void>;
  readonly #arrived = Promise.withResolvers<void>();
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.arrived = this.#arrived.promise;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(answer: RawAnswer): Promise<RawDaemon> {
    const sockets = new Set<Socket>();
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      let text = "";
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
      socket.on("data", (data) => {
        text += data.toString("latin1");
        for (let end = endOf(text); end !== undefined; end = endOf(text)) {
          daemon.requests.push(text.slice(0, end));
          text = text.slice(end);
          daemon.#arrived.resolve();
          answer(socket);
        }
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const daemon = new RawDaemon(server, sockets);
    return daemon;
  }

  /** Connections that are open right now. */
  get connections(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** The end of the first request in a text, if it is complete. */
function endOf(text: string): number | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return undefined;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
  const end = head + 4 + Number(length ?? 0);
  return text.length >= end ? end : undefined;
}

/** An answer with its length. */
export function answerOf(
  status: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const all = {
    "content-type": "application/json",
    "content-length": `${bytes.length}`,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`), bytes]);
}

/** The head of an answer whose body comes in chunks. */
export function chunkedHead(
  status: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n` +
    `transfer-encoding: chunked\r\n${lines.join("")}\r\n`
  );
}
