import type {
  Backend,
  ConnectFrame,
  Open,
  Peer,
  PeerRole,
  RegisterPeerParams,
} from "@repowire/protocol";
import { isDaemonHTTPError, isRepowireError } from "@repowire/protocol/errors";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import { visible } from "../format-inbound.ts";
import { absolutePath, propertiesOf } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import type { Scope } from "../scope.ts";
import type { ConnectPeerParams } from "./options.ts";

/** The daemon's view of a peer. The peer's socket must say the same. */
export interface Identity {
  readonly peer_id: string;
  readonly display_name: string;
  readonly circle: string;
  readonly role: string;
}

/** What each registration tells the daemon, without the id. */
type Registration = RegisterPeerParams & {
  readonly path: string;
  readonly circle: string;
  readonly backend: Open<Backend>;
  readonly role: PeerRole;
};

/** What the daemon knows of the id in the identity. */
type Standing =
  /** Nothing: the daemon gives the peer an id at the next registration. */
  | "new"
  /** The same, but the answer to a registration never came. */
  | "unheard"
  /** The next registration claims the id. */
  | "claimed"
  /** The last registration brought the id online. */
  | "registered";

/** The longest name that the daemon accepts on a socket. */
const longestName = 64;
/** The shortest time limit of a registration in milliseconds. It continues after the connect ended. */
const leastTimeout = 30_000;
/** How many other folders of the same name a registration may meet. */
const mostNamesakes = 20;
/** The place in a peer's metadata where each live peer of this package leaves its mark. */
const markKey = "repowire_client_id";

/** Registers a peer again and again, as the same peer wherever the daemon allows it. */
export class Registrar {
  readonly registration: Registration;
  /** The last registration, until its socket is connected. */
  #registering: Promise<void> | undefined;
  readonly #daemon: Daemon;
  readonly #tell: (error: unknown) => void;
  readonly #key: string;
  #identity: Identity;
  #standing: Standing = "new";
  /** The id that a registration gave, until the daemon has shown that it is no other peer's. */
  #given: string | undefined;
  /** Tells the peer of this registrar from others, in the list and under its own id. */
  readonly #mark = Math.random().toString(36).slice(2);
  /** Whether the daemon has shown the mark since the last registration. */
  #showsMark = false;
  /** Options of a call that continues after the connect ended. */
  readonly #patient: { readonly timeout: number };

  constructor(
    daemon: Daemon,
    params: ConnectPeerParams,
    connectTimeout: number,
    tell: (error: unknown) => void,
  ) {
    this.#daemon = daemon;
    this.#tell = tell;
    const registration = registrationOf(params);
    const metadata = propertiesOf("connectPeer: metadata", registration.metadata ?? {});
    this.registration = { ...registration, metadata: { ...metadata, [markKey]: this.#mark } };
    const { path, circle, backend, role } = this.registration;
    this.#identity = { peer_id: "", display_name: "", circle, role };
    this.#adopt(params.peer_id);
    this.#key = JSON.stringify([path, circle, backend]);
    this.#patient = { timeout: Math.max(connectTimeout, leastTimeout) };
  }

  /** The id to claim at the next registration. */
  get claim(): string | undefined {
    const { peer_id } = this.#identity;
    return this.#standing === "claimed" || this.#standing === "registered" ? peer_id : undefined;
  }

  /** The id that the last registration brought online. */
  get registered(): string | undefined {
    return this.#given ?? (this.#standing === "registered" ? this.#identity.peer_id : undefined);
  }

  /** The peer as the daemon last described it. Before that, what the caller said. */
  get identity(): Identity {
    return this.#identity;
  }

  /** The daemon accepted the socket, perhaps with another name. */
  accepted(welcome: Pick<Identity, "peer_id" | "display_name">): void {
    this.#identity = { ...this.#identity, ...welcome };
    this.#standing = "registered";
    this.#registering = undefined;
  }

  /** The first frame of a socket. */
  connectFrame(capabilities: readonly string[], auth_token: string | undefined): ConnectFrame {
    const { path, backend, model } = this.registration;
    return {
      ...this.#identity,
      type: "connect",
      display_name: this.#identity.display_name.slice(0, longestName),
      backend,
      path,
      model: model ?? undefined,
      hook_version: 1,
      capabilities: [...new Set(["delivery_receipts", ...capabilities])],
      auth_token,
    } as ConnectFrame;
  }

  /** The daemon does not accept the id any more. The peer returns as a new peer. */
  retired(): void {
    this.#standing = "new";
  }

  /**
   * Registers the peer, and reads how the daemon stored it. The end of the attempt does not abort it,
   * because the daemon would then have a peer whose id nobody knows.
   */
  register(attempt: Scope): Promise<void> {
    return (this.#registering = this.#register(attempt));
  }

  async #register(attempt: Scope): Promise<void> {
    const { registration } = this;
    const others: string[] = [];
    try {
      if (this.#given !== undefined) others.push(...(await this.#recognise(this.#given)));
      if (this.claim === undefined) {
        this.#adopt((await this.#inherit()) ?? (await this.#unheard()));
      }
      await this.#checkName(`${folderOf(registration.path)}-${registration.backend}`);
      attempt.throwIfEnded();
      for (;;) {
        const found = await this.#registerAs(this.claim);
        if (found === undefined) continue;
        const { peer_id, display_name, circle, role } = found;
        const mine = peer_id === this.claim;
        if (mine) this.#standing = "registered";
        else this.#given = peer_id;
        const known = mine && circle != null && role != null;
        const stored = known ? undefined : await this.#stored(peer_id);
        this.#given = undefined;
        if (mine || this.#isOurs(stored)) {
          this.#standing = "registered";
          this.#identity = {
            peer_id,
            display_name: stored?.display_name ?? display_name,
            circle: stored?.circle ?? circle ?? registration.circle,
            role: stored?.role ?? role ?? registration.role,
          };
          return await this.#checkName(this.#identity.display_name);
        }
        // A Go daemon gave us the identity of an offline peer whose folder has the same name. That peer
        // counts as online now, so the next registration gets a name of its own.
        this.#standing = "new";
        if (others.includes(peer_id) || others.length >= mostNamesakes) {
          throw new TypeError(
            `connectPeer: the daemon takes this peer for ${visible(display_name)} of the folder ` +
              `${visible(stored?.path ?? "")}. Use another folder, circle or backend`,
          );
        }
        others.push(peer_id);
      }
    } finally {
      for (const other of others) await this.#setOffline(other);
    }
  }

  /**
   * Called at the end. If a registration has no socket, the peer is set offline when the registration is
   * over. The next connect of this client becomes that peer.
   */
  async leave(): Promise<void> {
    const done = this.#registering
      ?.catch(() => undefined)
      .then(async () => {
        const id = this.registered ?? (await this.#unheard());
        if (id !== undefined) await this.#setOffline(id);
        return id ?? this.claim;
      });
    if (done !== undefined) this.#daemon.root.leftPeers.set(this.#key, done);
    await done;
  }

  /**
   * Whether another live peer has registered as this one. The daemons in Python then send everything to the
   * other one, and tell this one nothing.
   */
  isTaken({ metadata }: Pick<Peer, "metadata">): boolean {
    const mark: unknown = metadata?.[markKey];
    return this.#showsMark && typeof mark === "string" && mark !== this.#mark;
  }

  #adopt(peer_id: string | undefined): void {
    if (peer_id === undefined) return;
    this.#identity = { ...this.#identity, peer_id };
    this.#standing = "claimed";
  }

  /** Claims an id that an earlier attempt was given, unless it is another peer's. That one is returned. */
  async #recognise(given: string): Promise<string[]> {
    const isOurs = this.#isOurs(await this.#stored(given));
    this.#given = undefined;
    if (isOurs) this.#adopt(given);
    return isOurs ? [] : [given];
  }

  /** Whether a stored peer is not one of another folder. */
  #isOurs(stored: Peer | undefined): boolean {
    return !stored?.path || stored.path === this.registration.path;
  }

  /** Takes over the peer that a failed connect left, unless it is in use by now. Only one connect gets it. */
  async #inherit(): Promise<string | undefined> {
    const leaving = this.#daemon.root.leftPeers.get(this.#key);
    this.#daemon.root.leftPeers.delete(this.#key);
    if (leaving === undefined) return undefined;
    const limit = { timeout: leastTimeout };
    const id = await this.#daemon.scope.within(limit, () => leaving).catch(() => undefined);
    const user = id === undefined ? undefined : await this.#stored(id);
    return user?.ws_connected === true || !this.#isOurs(user) ? undefined : id;
  }

  /** The peer of a registration whose answer never came. */
  async #unheard(): Promise<string | undefined> {
    if (this.#standing !== "unheard") return undefined;
    const { path, circle, backend } = this.registration;
    const place = { path, circle, backend };
    const { caller } = this.#daemon;
    const looking = caller.call("listPeers", place, this.#patient).then(({ peers }) => {
      const found = peers.find((peer) => this.#isMarked(peer));
      this.#standing = "new";
      return found?.peer_id;
    });
    // Without a list, the peer registers as if for the first time.
    return await looking.catch(() => undefined);
  }

  /** Registers with an id, or without one. `undefined`: the daemon has retired the id. */
  async #registerAs(claim: string | undefined) {
    const params = { ...this.registration, peer_id: claim };
    this.#showsMark = false;
    try {
      return await this.#daemon.caller.call("registerPeer", params, this.#patient, named);
    } catch (error) {
      if (claim === undefined && isRepowireError(error) && error.delivery === "unknown") {
        this.#standing = "unheard";
      }
      if (claim === undefined || !hasCode(error, "peer_retired")) throw error;
      // The peer was away for too long, or was retired. It returns as a new peer.
      this.retired();
      return undefined;
    }
  }

  /** The Go daemon registers a peer with a longer name and then refuses its socket. */
  async #checkName(name: string): Promise<void> {
    if (name.length <= longestName) return;
    const { version } = await this.#daemon.caller.call("health", {}, this.#patient);
    if (version != null) return;
    throw new TypeError(
      `connectPeer: the name "${name}" has ${name.length} characters, and the daemon opens no socket ` +
        `for more than ${longestName}. Use a folder with a shorter name`,
    );
  }

  /** Reads how the daemon stored a peer. */
  async look(identifier: string, options: CallOptions = this.#patient): Promise<Peer> {
    const peer = await this.#daemon.caller.call("getPeer", { identifier }, options, named);
    if (this.#isMarked(peer)) this.#showsMark = true;
    return peer;
  }

  /** Whether it is the peer of this registrar, as it registered last. */
  #isMarked({ metadata }: Peer): boolean {
    return metadata?.[markKey] === this.#mark;
  }

  /** Looks at a peer that may be gone. The daemon refuses a socket that says something else. */
  async #stored(identifier: string): Promise<Peer | undefined> {
    try {
      return await this.look(identifier);
    } catch (error) {
      if (isDaemonHTTPError(error) && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Sets a peer offline that a registration brought online, unless it has connected since. */
  async #setOffline(name: string): Promise<void> {
    try {
      const peer = await this.#stored(name);
      if (peer === undefined || peer.status === "offline" || peer.ws_connected === true) return;
      await this.#daemon.caller.call("markPeerOffline", { name }, this.#patient);
    } catch (error) {
      // The daemon notices by itself at its next check.
      if (this.#daemon.scope.ended === undefined) this.#tell(error);
    }
  }
}

/** The answer, if it names a peer. Perhaps nothing has checked it. */
function named<Answer extends { readonly peer_id: string }>(answer: Answer): Answer | undefined {
  return typeof answer.peer_id === "string" ? answer : undefined;
}

/** Checks and completes the parameters of a live peer. */
export function registrationOf(params: ConnectPeerParams): Registration {
  const given = propertiesOf("connectPeer: the parameters", params);
  const { path, name, backend, role, peer_id: _, ...rest } = given as never as typeof params;
  const normal = absolutePath("connectPeer", path);
  return {
    ...rest,
    name: name ?? folderOf(normal).slice(0, longestName),
    path: normal,
    backend: backend ?? "claude-code",
    role: role ?? "agent",
  };
}

/** The daemon makes the name of a peer from its folder, if no other peer has that name. */
function folderOf(path: string): string {
  const last = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return (
    last
      .replace(/[^a-zA-Z0-9._-]/g, "-")
      .replace(/-+/g, "-")
      .replace(/^-|-$/g, "") || "peer"
  );
}
