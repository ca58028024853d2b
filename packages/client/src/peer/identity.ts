import type { Peer, RegisterPeerResult } from "@repowire/protocol";
import { isDaemonHTTPError } from "@repowire/protocol/errors";

import type { Daemon } from "../daemon.ts";
import { visible } from "../format-inbound.ts";
import { hasCode } from "../errors.ts";
import type { Scope } from "../scope.ts";
import {
  type ConnectPeerParams,
  type Registration,
  derivedName,
  longestName,
  registrationOf,
} from "./options.ts";

/** The daemon's view of a peer. The peer's socket must say the same. */
export interface Identity {
  readonly peer_id: string;
  readonly display_name: string;
  readonly circle: string;
  readonly role: string;
}

/** This peer cannot have this folder, however often it tries. The caller has to choose another folder. */
export class UnfitFolder extends TypeError {
  override readonly name = "TypeError";
}

/**
 * The shortest time limit, in milliseconds, for a registration that continues after the connect ended.
 */
const leastTimeout = 30_000;

/** How many other folders of the same name a registration may meet. */
const mostNamesakes = 20;

/**
 * Registrations of failed connects, by folder, circle and backend. The next connect of the same client
 * takes them over, so that a component that mounts twice is one peer.
 */
const leftBehind = /* @__PURE__ */ new WeakMap<Daemon, Map<string, Promise<string | undefined>>>();

/** Registers a peer at each connect, so that it stays the same peer. */
export class PeerRegistrar {
  readonly registration: Registration;
  /** The id to claim at the next registration. */
  claim: string | undefined;
  readonly #daemon: Daemon;
  readonly #options: { readonly timeout: number };
  readonly #onTrouble: (error: unknown) => void;
  #isNameFit = false;
  /** The registration of an earlier, failed connect. */
  #inherited: string | undefined;

  constructor(
    daemon: Daemon,
    params: ConnectPeerParams,
    connectTimeout: number,
    onTrouble: (error: unknown) => void,
  ) {
    this.#daemon = daemon;
    this.#options = { timeout: Math.max(connectTimeout, leastTimeout) };
    this.#onTrouble = onTrouble;
    this.registration = registrationOf(params);
    this.claim = params.peer_id;
  }

  /**
   * Registers the peer, and reads how the daemon stored it. The end of the attempt does not abort it,
   * because the daemon would then have a peer whose id nobody knows.
   */
  async register(attempt: Scope): Promise<Identity> {
    this.#inherited = await this.#takeOver();
    this.claim ??= this.#inherited;
    await this.#checkName();
    attempt.throwIfEnded();
    const others: string[] = [];
    try {
      for (;;) {
        const { claim } = this;
        const registered = await this.#registerAs(claim);
        const { peer_id, display_name, circle, role } = registered;
        const mine = peer_id === claim;
        if (mine && circle != null && role != null) return { peer_id, display_name, circle, role };
        const stored = await this.#stored(peer_id);
        if (mine || !this.#isOther(stored)) {
          return {
            peer_id,
            display_name: stored?.display_name ?? display_name,
            circle: stored?.circle ?? circle ?? this.registration.circle,
            role: stored?.role ?? role ?? this.registration.role,
          };
        }
        // A Go daemon gave us the identity of an offline peer whose folder has the same name. That peer
        // counts as online now, so the next registration gets a name of its own.
        this.claim = undefined;
        if (others.includes(peer_id) || others.length >= mostNamesakes) {
          throw namesake(display_name, stored?.path ?? "");
        }
        others.push(peer_id);
      }
    } finally {
      for (const other of others) await this.#setOffline(other);
    }
  }

  /**
   * Called when the connect failed. It remembers the registration for the next connect, and tells the
   * daemon that the peer is offline.
   */
  leave(registering: Promise<Identity>): void {
    const left = leftBehind.get(this.#daemon) ?? new Map<string, Promise<string | undefined>>();
    leftBehind.set(this.#daemon, left);
    const done = registering.then(
      async ({ peer_id }) => {
        await this.#setOffline(peer_id);
        return peer_id;
      },
      () => this.#inherited,
    );
    left.set(this.#key(), done);
  }

  /** The Go daemon registers a peer with a longer name and then refuses its socket. */
  async #checkName(): Promise<void> {
    const name = derivedName(this.registration);
    if (this.#isNameFit || name.length <= longestName) return;
    const { version } = await this.#daemon.caller.call("health", undefined, this.#options);
    if (version == null) {
      throw new UnfitFolder(
        `connectPeer: the daemon would call the peer "${name}", which has ${name.length} ` +
          `characters; it opens no socket for a name of more than ${longestName}. Give the folder a ` +
          "shorter name",
      );
    }
    this.#isNameFit = true;
  }

  #key(): string {
    const { path, circle, backend } = this.registration;
    return JSON.stringify([path, circle, backend]);
  }

  async #takeOver(): Promise<string | undefined> {
    const left = leftBehind.get(this.#daemon);
    const peer_id = left?.get(this.#key());
    left?.delete(this.#key());
    return await peer_id;
  }

  async #registerAs(claim: string | undefined): Promise<RegisterPeerResult> {
    const { caller } = this.#daemon;
    const params = { ...this.registration, ...(claim !== undefined && { peer_id: claim }) };
    try {
      return await caller.call("registerPeer", params, this.#options);
    } catch (error) {
      if (claim === undefined || !hasCode(error, "peer_retired")) throw error;
      // The peer was away for too long, or was retired. It returns as a new peer.
      this.claim = undefined;
      return await caller.call("registerPeer", this.registration, this.#options);
    }
  }

  /** Reads how the daemon stored a peer. The daemon refuses a socket that says something else. */
  async #stored(peer_id: string): Promise<Peer | undefined> {
    try {
      const params = { identifier: peer_id };
      return await this.#daemon.caller.call("getPeer", params, this.#options);
    } catch (error) {
      if (isDaemonHTTPError(error) && error.status === 404) return undefined;
      throw error;
    }
  }

  #isOther(stored: Peer | undefined): boolean {
    const path = stored?.path ?? "";
    return path !== "" && path !== this.registration.path;
  }

  /** Sets a peer offline that a registration brought online, unless it has connected since. */
  async #setOffline(peer_id: string): Promise<void> {
    try {
      const peer = await this.#stored(peer_id);
      if (peer === undefined || peer.status === "offline" || peer.ws_connected === true) return;
      await this.#daemon.caller.call("markPeerOffline", { name: peer_id }, this.#options);
    } catch (error) {
      // The daemon notices by itself at its next check.
      if (this.#daemon.scope.ended === undefined) this.#onTrouble(error);
    }
  }
}

function namesake(name: string, path: string): UnfitFolder {
  return new UnfitFolder(
    `connectPeer: the daemon takes this peer for ${visible(name)} of the folder ${visible(path)}, ` +
      "which has the same name. Give one of the folders another name, or use another circle or backend",
  );
}
