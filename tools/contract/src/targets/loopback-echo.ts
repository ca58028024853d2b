import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * An echo over the loopback device. When the echo is back, earlier data on the device has arrived. A
 * fixed waiting time would be too short on a machine under load.
 */
export class LoopbackEcho {
  readonly #server: Server;
  readonly #socket: Socket;

  private constructor(server: Server, socket: Socket) {
    this.#server = server;
    this.#socket = socket;
  }

  static async open(): Promise<LoopbackEcho> {
    const server = createServer({ noDelay: true }, (socket) => {
      // Whoever closes the echo does not wait for what is on the way.
      socket.on("error", () => socket.destroy()).pipe(socket);
    }).unref();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new LoopbackEcho(server, socket);
  }

  async roundTrip(): Promise<void> {
    if (this.#socket.destroyed) return;
    const answer = once(this.#socket, "data");
    this.#socket.write(".");
    await answer;
  }

  close(): void {
    this.#socket.destroy();
    this.#server.close();
  }
}
