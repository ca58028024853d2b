import type { Fetch } from "@repowire/client";
import { skipReason, startDaemon } from "@repowire/real-daemon";

import { FakeDaemon } from "../../src/index.ts";

/** A running daemon, and how to reach it. */
export interface Mesh {
  readonly url: string;
  readonly fetch: Fetch;
  readonly WebSocket: typeof WebSocket;
  /** Ends the process at once and starts it again, with the same data and address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface MeshKind {
  readonly name: string;
  /** The release that it is, or imitates. */
  readonly version: "0.14.17" | "0.17.0";
  /** Why its cases cannot run here. */
  readonly skip: string | undefined;
  /** How many a case takes that would show the same with fewer. */
  readonly many: { readonly asks: number; readonly events: number };
  start(): Promise<Mesh>;
}

/** Every daemon has a token, so that each case shows that it travels. */
export const authToken = "live-token";

/** The daemons that every case runs against. */
export const meshes: readonly MeshKind[] = [
  fake("0.14.17"),
  fake("0.17.0"),
  await real("0.14.17"),
  await real("0.17.0"),
];

/**
 * A fake on loopback, in the time of the process: as the cases see it, a daemon like the others.
 * In its own time it is shown with more (`virtual-time.test.ts`).
 */
function fake(version: "0.14.17" | "0.17.0"): MeshKind {
  return {
    name: `fake ${version}`,
    version,
    skip: undefined,
    many: { asks: 100, events: 1_000 },
    start: async () => {
      const daemon = new FakeDaemon({ authToken, emulate: version, clock: "system" });
      const { url } = await daemon.listen({ port: 0 });
      const restart = () => daemon.restart();
      return { url, fetch, WebSocket, restart, stop: () => daemon.close() };
    },
  };
}

async function real(version: "0.14.17" | "0.17.0"): Promise<MeshKind> {
  return {
    name: `daemon ${version}`,
    version,
    skip: await skipReason(version),
    many: { asks: 1_000, events: 10_000 },
    start: async () => {
      const daemon = await startDaemon({ version, config: { auth_token: authToken } });
      return {
        url: daemon.url,
        fetch,
        WebSocket,
        restart: async () => {
          await daemon.kill();
          await daemon.restart();
        },
        stop: () => daemon.stop(),
      };
    },
  };
}
