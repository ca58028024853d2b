import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type ConnectPeerOptions, type LivePeer, RepowireClient } from "@repowire/client";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";

import { cutSocket } from "./cut-wires.ts";
import { type Mesh, type MeshKind, authToken } from "./meshes.ts";

// Generous, because a real daemon on a busy machine is slow. No case measures time.
vi.setConfig({ testTimeout: 60_000 });

/** Repeats a check until it holds. A real daemon on a busy machine is slow. */
export const eventually = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 50_000, interval: 20 });

/** A daemon, its client, and the peers of one case, in a circle of its own. */
export class Stage {
  mesh!: Mesh;
  client!: RepowireClient;
  readonly CutSocket = cutSocket();
  /** Errors that no call reported. They fail the case, unless it expects errors. */
  readonly told: unknown[] = [];
  readonly #open: LivePeer[] = [];
  #expectsErrors = false;
  #folder = "";
  #circles = 0;

  constructor(kind: MeshKind, config?: Readonly<Record<string, unknown>>) {
    beforeAll(async () => {
      // The parent of the peers' folders. They exist, so that identities survive a restart of the
      // daemon.
      this.#folder = await mkdtemp(join(tmpdir(), "live-peers-"));
      this.mesh = await kind.start(config);
      const { url: baseUrl, fetch } = this.mesh;
      this.client = new RepowireClient({ baseUrl, authToken, fetch, WebSocket: this.CutSocket });
    }, 600_000);
    afterAll(async () => {
      await this.client?.close();
      await this.mesh?.stop();
      await rm(this.#folder, { recursive: true, force: true });
    }, 60_000);
    afterEach(async () => {
      await Promise.all(this.#open.splice(0).map((peer) => peer.close()));
      this.#circles += 1;
      const told = this.told.splice(0);
      if (!this.#expectsErrors) expect(told).toEqual([]);
      this.#expectsErrors = false;
    });
  }

  /** The circle of the case. */
  get circle(): string {
    return `case-${this.#circles}`;
  }

  /** Peers of this case may report errors until they are closed. */
  expectErrors(): void {
    this.#expectsErrors = true;
  }

  newPath(name: string): Promise<string> {
    return mkdtemp(join(this.#folder, `${name}-`));
  }

  async connect(name: string, options: ConnectPeerOptions = {}): Promise<LivePeer> {
    const onError = (error: unknown) => void this.told.push(error);
    const path = await this.newPath(name);
    const peer = await this.client.connectPeer(
      { path, circle: this.circle },
      { onError, ...options },
    );
    return this.adopt(peer);
  }

  /** Closes a peer when the case ends. */
  adopt(peer: LivePeer): LivePeer {
    this.#open.push(peer);
    return peer;
  }

  /** Registers an asker without a socket. */
  async register(name: string): Promise<string> {
    const path = await this.newPath(name);
    const params = { name: "asker", path, circle: this.circle };
    return (await this.client.registerPeer(params)).peer_id;
  }
}
