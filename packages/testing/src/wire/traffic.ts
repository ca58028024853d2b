import { FaultPlan } from "./faults/fault-plan.ts";
import { type Call, Recorder } from "./recorder.ts";
import { SocketSession } from "../daemon/socket-session.ts";
import type { EndpointName } from "@repowire/protocol";

import type { Daemon } from "../daemon/daemon.ts";
import { stop } from "../daemon/lifecycle.ts";
import { check, waitRule } from "../option-rules.ts";
import { FakeDaemonError, misuse } from "../fake-daemon-error.ts";
import { OpenStreams } from "./open-streams.ts";
import { attempt, describeError } from "../support.ts";
import { Uptime } from "../time/uptime.ts";
import type { App } from "./app.ts";
import { complete } from "./complete.ts";
import type { RecordedCall, RecordedRequest } from "./entries.ts";
import { type CallMatch, matcherOf } from "./patterns.ts";
import type { CallFault } from "./faults/fault.ts";
import { answerWithFault } from "./faults/faulty-answer.ts";
import { hintHeader } from "./hints.ts";
import { type Line, TransportFailure, type WireAnswer, type WireRequest } from "./wire.ts";

/** The options of {@link Traffic}. */
export interface TrafficOptions {
  readonly daemon: Daemon;
  readonly app: App;
  readonly authToken: string | undefined;
  /** Receives mistakes of the test and of the fake. */
  readonly onProblem: (error: FakeDaemonError) => void;
  /** Receives the fake's hints about answers. */
  readonly log?: ((line: string) => void) | undefined;
}

/** All calls and sockets of a daemon. It records them, applies faults, and ends them with the daemon. */
export class Traffic {
  readonly recorder: Recorder;
  readonly faults: FaultPlan;
  readonly streams = new OpenStreams();
  readonly #options: TrafficOptions;
  readonly #held = new Set<WireRequest>();
  #uptime = new Uptime();

  constructor(options: TrafficOptions) {
    this.#options = options;
    const { daemon } = options;
    this.recorder = new Recorder(() => daemon.clock.now());
    this.faults = new FaultPlan((peer) => daemon.state.peers.get(peer)?.display_name ?? peer);
  }

  /** The time since the daemon was last started. */
  get uptime(): Uptime {
    return this.#uptime;
  }

  /** The calls that wait for time to pass while their callers wait too. */
  get held(): readonly WireRequest[] {
    if (this.#options.daemon.activity.isBusy) return [];
    return [...this.#held].filter(({ signal, by }) => by === undefined && !signal?.aborted);
  }

  /** Accepts calls and sockets. */
  begin(): Uptime {
    return (this.#uptime = new Uptime());
  }

  /** Ends every call and socket, and refuses new ones. */
  end(): void {
    // The sockets close first, because a peer must not count as one that dropped its socket.
    stop(this.#options.daemon);
    this.#uptime.end();
  }

  async serve(request: WireRequest): Promise<WireAnswer> {
    const uptime = this.#uptime;
    if (uptime.isOver) throw new TransportFailure("refused");
    const { app, daemon, onProblem } = this.#options;
    const call = app.understand(request);
    const entry = this.recorder.request(request, call.match?.endpoint?.name);
    const answer = () => app.answer(call);
    this.#held.add(request);
    let answered: WireAnswer | undefined;
    try {
      // Faults are for the tested code. A scripted peer belongs to the test.
      const fault = request.by === undefined ? this.#faultOf(entry) : undefined;
      const answering = daemon.activity.during(() =>
        fault ? answerWithFault(daemon, fault, answer, uptime.endOf(request)) : answer(),
      );
      answered = complete(await uptime.unlessOver(answering), request, daemon.clock.now());
      const hint = answered.headers[hintHeader];
      const line = `${request.method} ${request.target}: ${hint}`;
      // An error of the test's function must not reach the caller.
      if (hint !== undefined) attempt(() => this.#options.log?.(line), daemon.activity.onFailure);
      return this.streams.counted(answered, uptime);
    } catch (error) {
      if (error instanceof FakeDaemonError) onProblem(error);
      throw error;
    } finally {
      entry.over(answered);
      this.#held.delete(request);
    }
  }

  /** Resolves with the first call of an endpoint that matches, as soon as it is answered or waits. */
  waitFor<Name extends EndpointName>(
    endpoint: Name,
    match: CallMatch<RecordedCall<Name>>,
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<RecordedCall<Name>> {
    check("waitFor", waitRule, options);
    const fits = matcherOf(endpoint, match) as (call: RecordedRequest) => boolean;
    const read = async () => {
      const call = await this.recorder.find(endpoint, fits, options.signal);
      await Promise.race([call.whenOver(), this.#options.daemon.activity.settled()]);
      return call.read() as RecordedCall<Name>;
    };
    return read();
  }

  /** The fault of a call. If the test's function throws, that is reported and there is no fault. */
  #faultOf(call: Call): CallFault | undefined {
    try {
      return this.faults.forCall(call.endpoint, call);
    } catch (cause) {
      const message = `the function of a fault failed: ${describeError(cause)}`;
      this.#options.onProblem(misuse(message, { cause }));
      return undefined;
    }
  }

  /** Opens a socket. A socket that is not counted may stay open at the end of a test. */
  open(line: Line, { counted }: { counted: boolean }): SocketSession {
    const uptime = this.#uptime;
    if (uptime.isOver) throw new TransportFailure("refused");
    const { daemon, authToken } = this.#options;
    const uncount = counted ? this.streams.socket() : undefined;
    const end = () => session.end(...daemon.facts.shutdownClose);
    const closed = () => {
      uptime.offEnd(end);
      uncount?.();
    };
    const name = () => session.peerId && daemon.state.peers.get(session.peerId)?.display_name;
    // Frames are recorded, and may be dropped or duplicated by faults.
    const send = (text: string) => {
      const type = /^\{"type":"(\w+)"/.exec(text)?.[1] ?? "";
      const message = () => this.recorder.message("to_peer", name(), text);
      const fault = this.faults.forFrame(type, name(), { read: () => message().read() });
      if (fault === "drop-frame") return;
      for (let count = fault === "duplicate-frame" ? 2 : 1; count > 0; count--) {
        this.recorder.add(message());
        line.send(text);
      }
    };
    const session = new SocketSession(daemon, { ...line, send, closed }, authToken);
    const { recorder } = this;
    session.onReceive = (data) => recorder.add(recorder.message("from_peer", name(), data));
    uptime.onEnd(end);
    return session;
  }
}
