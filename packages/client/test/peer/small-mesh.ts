import { afterEach, beforeAll, beforeEach, expect, vi } from "vitest";

import {
  type LivePeer,
  RepowireClient,
  type RepowireClientOptions,
  preload,
} from "../../src/index.ts";
import type { ConnectPeerOptions, ConnectPeerParams } from "../../src/peer/options.ts";
import { ScriptedSocket, settle, until } from "./scripted-socket.ts";
import { SmallDaemon } from "./small-daemon.ts";

export const us = { path: "/work/d", circle: "docs", backend: "codex" } as const;

/** A small daemon, a client of it, and what its peers report, in a time that the test moves. */
export class SmallMesh {
  daemon!: SmallDaemon;
  client!: RepowireClient;
  /** What `onError` heard. */
  readonly told: unknown[] = [];
  /** What `onStatus` heard: the status, the id, and the id of before if it is another one. */
  readonly statuses: unknown[][] = [];
  readonly watched: ConnectPeerOptions = {
    onError: (error) => void this.told.push(error),
    onStatus: (status, { peer_id, previous_peer_id }) =>
      void this.statuses.push([status, peer_id, ...(previous_peer_id ? [previous_peer_id] : [])]),
  };

  constructor() {
    // On a busy machine, loading takes longer than a hook may by default.
    beforeAll(preload, 60_000);
    beforeEach(() => {
      vi.useFakeTimers();
      ScriptedSocket.all.length = this.told.length = this.statuses.length = 0;
      this.daemon = new SmallDaemon();
      this.client = this.newClient();
    });
    afterEach(async () => {
      await this.close(this.client);
      expect(vi.getTimerCount()).toBe(0);
      vi.useRealTimers();
    });
  }

  newClient(options: RepowireClientOptions = {}): RepowireClient {
    const { fetch, WebSocket } = this.daemon;
    return new RepowireClient({ baseUrl: "http://daemon.invalid", fetch, WebSocket, ...options });
  }

  async connect(
    options: ConnectPeerOptions = {},
    params: Partial<ConnectPeerParams> = {},
  ): Promise<LivePeer> {
    const connecting = this.client.connectPeer(
      { ...us, ...params },
      { ...this.watched, ...options },
    );
    connecting.catch(() => undefined);
    await settle();
    return await connecting;
  }

  /** The next connection of a peer, after a pause. */
  async reconnected(peer: LivePeer): Promise<void> {
    await vi.advanceTimersByTimeAsync(300);
    await until(() => peer.status === "online");
  }

  async close(client: RepowireClient): Promise<void> {
    const closing = client.close();
    await vi.advanceTimersByTimeAsync(10_000);
    await closing;
  }
}

export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no failure",
    (error: unknown) => error,
  );
