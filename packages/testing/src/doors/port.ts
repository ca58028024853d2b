import { misuse } from "../fake-daemon-error.ts";
import type { ListenOptions } from "../options.ts";
import type { LoopbackServer, ServerOptions } from "./loopback.ts";

/** Where a fake daemon listens. */
export interface Address {
  /** The base URL, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** The port. */
  readonly port: number;
}

/** The port of a fake daemon. It opens on demand. */
export class Port {
  #server: Promise<LoopbackServer> | undefined;
  #isClosed = false;

  /** @throws FakeDaemonError if the daemon is closed, or listens already with other options. */
  async listen(
    { port = 0, control = false }: ListenOptions,
    options: () => Promise<ServerOptions>,
  ): Promise<Address> {
    if (!this.#isClosed) {
      this.#server ??= this.#start(options).catch((error: unknown) => {
        this.#server = undefined;
        throw error;
      });
    }
    const server = await this.#server;
    if (!server || this.#isClosed) {
      throw misuse("the fake daemon is closed and cannot listen again: make another one");
    }
    const { url, port: taken, isControlled } = server;
    if ((port === 0 || port === taken) && (!control || isControlled)) return { url, port: taken };
    const how = isControlled ? "" : ", without the control API";
    throw misuse(
      `the fake daemon listens on port ${taken} already${how}: write the options in the first listen()`,
    );
  }

  async stopListening(): Promise<void> {
    await (await this.#started())?.stopListening();
  }

  async listenAgain(): Promise<void> {
    await (await this.#started())?.listenAgain();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#started())?.close();
  }

  /** The server, once it listens. */
  async #started(): Promise<LoopbackServer | undefined> {
    try {
      return await this.#server;
    } catch {
      return undefined;
    }
  }

  async #start(options: () => Promise<ServerOptions>): Promise<LoopbackServer> {
    const { serveLoopback } = await import("./loopback.ts");
    const given = await options();
    const server = await serveLoopback(given);
    if (given.isDown()) await server.stopListening();
    return server;
  }
}
