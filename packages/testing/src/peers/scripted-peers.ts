import type { RegisterPeerParams } from "@repowire/protocol";

import type { Daemon } from "../daemon/daemon.ts";
import { normalizePath } from "../daemon/names.ts";
import { detailOf } from "../daemon/refusal.ts";
import { registerPeer } from "../daemon/peers/registration.ts";
import { fetchDoor } from "../doors/fetch.ts";
import { type FakeDaemonError, misuse } from "../fake-daemon-error.ts";
import type { Finding, Problems } from "../strictness.ts";
import { show, withoutNulls } from "../support.ts";
import { Timers } from "../time/clock.ts";
import { afterTurns } from "../time/turns.ts";
import { contains } from "../wire/patterns.ts";
import type { Traffic } from "../wire/traffic.ts";
import type { WireRequest } from "../wire/wire.ts";
import {
  type PeerHost,
  ScriptedPeer,
  type ScriptedPeerOptions,
  checkPeer,
  pathOf,
} from "./scripted-peer.ts";
import type { ReceivedAsk } from "./received.ts";

/** What {@link ScriptedPeers} need from their daemon. */
export interface ScriptedPeersOptions {
  readonly url: string;
  readonly daemon: Daemon;
  readonly traffic: Traffic;
  readonly problems: Problems;
  readonly authToken: string | undefined;
  readonly transcript: () => string;
}

/** The options of a peer that the test leaves out. */
const defaults: ScriptedPeerOptions = {
  circle: "default",
  backend: "claude-code",
  role: "agent",
  receipts: "injected",
};

/** The peers that a test scripts, by circle and name. */
export class ScriptedPeers {
  readonly #options: ScriptedPeersOptions;
  readonly #peers = new Map<string, { peer: ScriptedPeer; options: ScriptedPeerOptions }>();
  /** The delayed actions of scripts. */
  readonly #timers: Timers;
  /** Actions to run when the daemon is up again. */
  readonly #whenUp: (() => void)[] = [];
  #isClosed = false;

  constructor(options: ScriptedPeersOptions) {
    this.#options = options;
    this.#timers = new Timers(options.daemon.clock, options.daemon.activity);
  }

  get all(): readonly ScriptedPeer[] {
    return [...this.#peers.values()].map(({ peer }) => peer);
  }

  /** The display names that the daemon chose, by scripted name and by peer id. */
  get displayNames(): ReadonlyMap<string, string> {
    const { daemon } = this.#options;
    const scripted = this.all.filter((peer) => peer.isKnown);
    return new Map([
      ...scripted.map(({ name, display_name }) => [name, display_name] as const),
      ...[...daemon.state.peers.values()].map(
        ({ peer_id, display_name }) => [peer_id, display_name] as const,
      ),
    ]);
  }

  /** Returns the peer of a name in a circle. Connects a new one. */
  get(name: string, options: ScriptedPeerOptions): ScriptedPeer {
    checkPeer(name, options);
    const given = withoutNulls(options) as ScriptedPeerOptions;
    const { circle = "default" } = given;
    const key = `${circle} ${name}`;
    const known = this.#peers.get(key);
    if (known) {
      if (contains({ ...defaults, path: pathOf(name, circle), ...known.options }, given)) {
        return known.peer;
      }
      throw misuse(
        `there is a scripted peer ${name} already, made with ${show(known.options)} and not with ` +
          `${show(given)}: use it as it is, or take another name or circle`,
      );
    }
    const { authToken } = this.#options;
    const token = authToken !== undefined && { auth_token: authToken };
    const peer = new ScriptedPeer(name, { ...token, ...given }, this.#hostFor(name));
    this.#peers.set(key, { peer, options: given });
    return peer;
  }

  /** Called when the daemon's state was restored. */
  forget(): void {
    for (const peer of this.all) peer.forget();
  }

  /** Called when the daemon is up again. */
  daemonIsUp(): void {
    for (const action of this.#whenUp.splice(0)) action();
  }

  /** Cancels all delayed actions of scripts. */
  callOff(): void {
    this.#timers.callOff();
    this.#whenUp.length = 0;
  }

  clear(): void {
    for (const peer of this.all) peer.disconnect();
    this.#peers.clear();
    this.callOff();
  }

  close(): void {
    this.#isClosed = true;
    this.callOff();
  }

  /** A finding for each ask that was left open. */
  get findings(): Finding[] {
    return this.all.flatMap((peer) => {
      const { name } = peer;
      const take = `${name}.nextAsk()`;
      const forgotten =
        `the test took it with ${take} and did not answer it: write await ask.reply("…") or await ` +
        "ask.ack()";
      const unscripted = ({ text }: ReceivedAsk) => {
        const script = `${name}.onAsk(${JSON.stringify(text)}).reply("…")`;
        return `no script matches it: write ${script}, take it with ${take}`;
      };
      return [
        ...peer.unscripted.map((ask) => openAsk(peer, ask, unscripted(ask))),
        ...peer.takenByHand.map((ask) => openAsk(peer, ask, forgotten)),
      ];
    });
  }

  #hostFor(by: string): PeerHost {
    const { daemon, traffic, problems, authToken, url, transcript } = this.#options;
    return {
      open: ({ onFrame, onClose }) => {
        if (traffic.uptime.isOver) throw this.#isAway(by);
        const line = { send: onFrame, close: onClose, timeToAnswer: () => afterTurns(1) };
        const session = traffic.open(line, { counted: false });
        return { send: (text) => session.receive(text), close: () => session.closed() };
      },
      register: (frame) => {
        if (!daemon.facts.socketsRepeatIdentity) return undefined;
        if (traffic.uptime.isOver) throw this.#isAway(by);
        const path = normalizePath(String(frame["path"]));
        const params = { name: "peer", ...frame, path } as unknown as RegisterPeerParams;
        const { peer_id, display_name } = register(daemon, by, params);
        const stored = daemon.state.peers.get(peer_id)!;
        return {
          peer_id,
          display_name,
          circle: stored.circle,
          role: stored.role,
          path: stored.path,
        };
      },
      call: (path, body) => {
        const authorization =
          authToken === undefined ? {} : { authorization: `Bearer ${authToken}` };
        const serve = (request: WireRequest) => traffic.serve({ ...request, by });
        return fetchDoor(serve)(`${url}${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", ...authorization },
          body: JSON.stringify(body),
        });
      },
      after: (delay, action) => {
        if (!this.#isClosed) this.#timers.schedule(delay, action, `what ${by} does`);
      },
      whenUp: (action) => {
        if (!traffic.uptime.isOver) action();
        else if (!this.#isClosed) this.#whenUp.push(action);
      },
      transcript,
      isBusy: () => daemon.activity.isUnderWay,
      during: (script) => daemon.activity.duringScript(script),
      isOpen: (correlationId) =>
        daemon.state.asks.get(correlationId)?.close_reason === null ||
        daemon.queries.has(correlationId),
      failed: (error) => {
        if (!this.#isClosed) problems.add(error);
      },
    };
  }

  #isAway(peer: string): FakeDaemonError {
    const [state, advice] = this.#isClosed
      ? ["closed", "make another one"]
      : ["down", "await daemon.up() first, or call peer.reconnectAfter()"];
    const message = `the scripted peer ${peer} cannot connect, the fake daemon is ${state}: ${advice}`;
    return misuse(message);
  }
}

/** @throws FakeDaemonError if the daemon refuses the peer. */
function register(daemon: Daemon, name: string, params: RegisterPeerParams) {
  try {
    return registerPeer(daemon, params);
  } catch (cause) {
    const detail = detailOf(cause) as string;
    const advice = detail.endsWith("pane_not_live")
      ? ". A peer of this daemon needs a pane that exists: write pane_id: " +
        `daemon.machine.addPane({ tmux_session: "<circle>:${name}", cwd: "<path>" })`
      : "";
    const message = `the daemon refused the scripted peer ${name}: ${detail}${advice}`;
    throw misuse(message, { cause });
  }
}

function openAsk({ name }: ScriptedPeer, ask: ReceivedAsk, why: string): Finding {
  const { text, from_peer, correlation_id } = ask;
  const asked = `${name} was asked ${JSON.stringify(text)} by ${from_peer} (${correlation_id})`;
  return { code: "open_asks", message: `${asked}, and ${why}, or call ${name}.silent()` };
}
