import type { DaemonVersion } from "@repowire/protocol";

import type { Clock } from "./engine/clock.ts";
import { systemClock } from "./engine/clock.ts";
import { Engine } from "./engine/engine.ts";
import { type DaemonSettings, defaultSettings } from "./engine/settings.ts";
import { factsOf } from "./engine/versions.ts";
import { TickingClock } from "./engine/ticking-clock.ts";
import { VirtualClock } from "./engine/virtual-clock.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeMachine } from "./fake-machine.ts";
import type { FakeDaemonError } from "./fake-daemon-error.ts";
import { App } from "./http/app.ts";
import { fetchDoor } from "./http/fetch-door.ts";
import type { LoopbackServer } from "./http/server.ts";
import type { Line } from "./socket/line.ts";
import { SocketSession } from "./socket/session.ts";
import { webSocketDoor } from "./socket/web-socket.ts";

/** How a {@link FakeDaemon} is made. */
export interface FakeDaemonOptions {
  /** The release to imitate. Default: `"0.14.17"`. */
  readonly emulate?: DaemonVersion;
  /** The bearer token that the daemon wants. Default: none. */
  readonly authToken?: string;
  /** The daemon's constants, where a test needs others. */
  readonly settings?: Partial<DaemonSettings>;
  /** Makes other ids. Default: 1. */
  readonly seed?: number;
  /** Whose time it is. Default: `"virtual"`. */
  readonly clock?: "virtual" | "ticking" | "system" | Clock;
  /** Where a virtual clock begins. Default: 2026-01-01, midnight UTC. */
  readonly startTime?: Date;
  readonly strict?: boolean;
}

/** A daemon for tests: the released daemon's rules, in this process, with no state but its own. */
export class FakeDaemon {
  /** An address that can never be a real daemon; {@link FakeDaemon.fetch} answers for it. */
  readonly url = "http://fake-daemon.invalid";
  /** A `fetch` that ends in this process. */
  readonly fetch: typeof globalThis.fetch;
  /** A `WebSocket` class whose sockets end in this process. */
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly clock: FakeClock;
  readonly machine: FakeMachine;
  readonly #engine: Engine;
  readonly #app: App;
  readonly #authToken: string | undefined;
  readonly #problems: FakeDaemonError[] = [];
  #server: LoopbackServer | undefined;

  constructor(options: FakeDaemonOptions = {}) {
    const { emulate = "0.14.17", authToken, settings, seed = 1, strict = true } = options;
    this.#engine = new Engine({
      facts: factsOf(emulate),
      settings: { ...defaultSettings, ...settings },
      clock: makeClock(options),
      seed,
      automaticRepair: true,
    });
    this.#authToken = authToken;
    this.clock = new FakeClock(this.#engine.core.clock, this.#engine.activity);
    this.machine = new FakeMachine(this.#engine.core);
    this.#app = new App({
      engine: this.#engine,
      version: emulate,
      authToken,
      refusesUnknownRoutes: strict,
      onProblem: (problem) => this.#problems.push(problem),
    });
    const serve = this.#serve.bind(this);
    this.fetch = fetchDoor(serve);
    this.WebSocket = webSocketDoor((line) => this.#openSession(line), this.#engine.activity);
  }

  /** Serves on a loopback port as well; 0 takes a free one. */
  async listen({ port = 0 }: { port?: number } = {}): Promise<{ readonly url: string; readonly port: number }> {
    const { LoopbackServer } = await import("./http/server.ts");
    this.#server = await LoopbackServer.start({
      port,
      serve: this.#serve.bind(this),
      openSession: (line) => this.#openSession(line),
    });
    return { url: this.#server.url, port: this.#server.port };
  }

  restart(): void {
    this.#engine.restart();
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #serve(request: Parameters<App["understand"]>[0]) {
    return this.#engine.activity.during(() => this.#app.answer(this.#app.understand(request)));
  }

  #openSession(line: Line): SocketSession {
    return new SocketSession(this.#engine, line, this.#authToken);
  }
}

function makeClock({ clock = "virtual", startTime = new Date("2026-01-01") }: FakeDaemonOptions): Clock {
  if (clock === "ticking") return new TickingClock(startTime.getTime());
  if (clock === "virtual") return new VirtualClock(startTime.getTime());
  return clock === "system" ? systemClock : clock;
}
