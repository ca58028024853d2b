import { clear, forgetUnsaved, restart as relaunch } from "./daemon/lifecycle.ts";
import { repair } from "./daemon/peers/repair.ts";
import { type Address, type ListenOptions, listenRule, restartRule } from "./options.ts";
import { check } from "./option-rules.ts";
import { type DaemonSettings, settingsRule, withSettings } from "./daemon/settings.ts";
import type { LoopbackServer, ServerOptions } from "./doors/loopback.ts";
import { misuse } from "./fake-daemon-error.ts";
import type { Parts } from "./verification.ts";
import { type Duration, milliseconds } from "./time/duration.ts";
import { Timers } from "./time/clock.ts";
import { VirtualClock } from "./time/virtual.ts";
import { mannerOf } from "./wire/manners.ts";
import { TransportFailure } from "./wire/wire.ts";

/** What {@link Lifecycle} starts and stops. */
export interface LifecycleOptions extends Parts {
  /** The settings that `reset()` restores. */
  readonly settings: DaemonSettings;
}

type Control = NonNullable<ServerOptions["control"]>;

/** Starts and stops a fake daemon with its calls, sockets, scripted peers and port. */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  /** The server on a port. It starts on demand. */
  #server: Promise<LoopbackServer> | undefined;
  /** The timer of `down(duration)`, after which the daemon comes up again. */
  readonly #comeback: Timers;
  #closing: Promise<void> | undefined;

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.#comeback = new Timers(options.daemon.clock, options.daemon.activity);
  }

  async listen(options: ListenOptions, control: Control): Promise<Address> {
    check("listen", listenRule, options);
    if (!this.#closing) this.#server ??= this.#serve(options, control);
    const server = await this.#server;
    if (!server || this.#closing) {
      throw misuse("the fake daemon is closed and cannot listen again: make another one");
    }
    const { url, port, isControlled } = server;
    const isSamePort = !options.port || options.port === port;
    if (isSamePort && (!options.control || isControlled)) return { url, port };
    const how = isControlled ? "" : ", without the control API";
    throw misuse(
      `the fake daemon listens on port ${port} already${how}: write the options in the first listen()`,
    );
  }

  async down(duration?: Duration): Promise<void> {
    const delay = duration === undefined ? undefined : milliseconds(duration);
    const { daemon, traffic } = this.#options;
    traffic.end();
    this.#comeback.callOff();
    if (delay !== undefined && !this.#closing) {
      const comeUp = () => daemon.activity.outside(() => this.up());
      this.#comeback.schedule(delay, comeUp, "the daemon's start");
    }
    await (await this.#listening)?.stopListening();
  }

  async up(): Promise<void> {
    const { daemon, traffic, peers } = this.#options;
    if (!traffic.uptime.isOver || this.#closing) return;
    this.#comeback.callOff();
    const uptime = traffic.begin();
    relaunch(daemon);
    try {
      await (await this.#listening)?.listenAgain();
    } catch (error) {
      // Another program took the port. The daemon stays down, and a later start can succeed.
      if (!uptime.isOver) traffic.end();
      throw error;
    }
    if (!uptime.isOver) peers.daemonIsUp();
  }

  async restart(options: { readonly crash?: boolean | undefined }): Promise<void> {
    check("restart", restartRule, options);
    if (options.crash) forgetUnsaved(this.#options.daemon);
    await this.down();
    await this.up();
  }

  configure(changes: Partial<DaemonSettings>): void {
    check("settings", settingsRule, changes);
    const { settings } = this.#options.daemon;
    Object.assign(settings, withSettings(settings, changes));
  }

  async repair(): Promise<void> {
    const { daemon, traffic } = this.#options;
    try {
      await traffic.uptime.unlessOver(daemon.activity.during(() => repair(daemon)));
    } catch (error) {
      // A daemon that ended meanwhile has nothing to repair.
      if (!(error instanceof TransportFailure)) throw error;
    }
  }

  reset(): void {
    const { daemon, traffic, peers, problems, settings } = this.#options;
    peers.clear();
    const isDown = traffic.uptime.isOver;
    traffic.end();
    clear(daemon);
    daemon.listeners.launch.clear();
    Object.assign(daemon.settings, structuredClone(settings));
    if (!isDown) traffic.begin();
    traffic.faults.clear();
    traffic.recorder.clear();
    problems.clear();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { daemon, traffic, peers } = this.#options;
    peers.close();
    traffic.end();
    this.#comeback.callOff();
    if (daemon.clock instanceof VirtualClock) daemon.clock.clear();
    await (await this.#listening)?.close();
  }

  async #serve(options: ListenOptions, control: Control): Promise<LoopbackServer> {
    const { daemon, traffic, problems } = this.#options;
    try {
      const { serveLoopback } = await import("./doors/loopback.ts");
      const server = await serveLoopback({
        port: options.port ?? 0,
        control: options.control ? control : undefined,
        manner: mannerOf(daemon).connection,
        serve: (request) => traffic.serve(request),
        openSession: (line) => traffic.open(line, { counted: true }),
        isDown: () => traffic.uptime.isOver,
        onProblem: (error) => problems.addUnknown(error),
      });
      if (traffic.uptime.isOver) await server.stopListening();
      return server;
    } catch (error) {
      // A later call may find the port free.
      this.#server = undefined;
      throw error;
    }
  }

  /** The server, once it listens. */
  get #listening(): Promise<LoopbackServer | undefined> | undefined {
    return this.#server?.catch(() => undefined);
  }
}
