import type { Fetch } from "@repowire/client";
import { skipReason, startDaemon } from "@repowire/real-daemon";

import { describe } from "vitest";

import { soak } from "../../../../scripts/vitest/soak.ts";
import { FakeDaemon } from "../../src/index.ts";

/** A running daemon, and how to reach it. */
export interface Mesh {
  readonly url: string;
  readonly fetch: Fetch;
  readonly WebSocket: typeof WebSocket;
  /** Ends the process and starts it again, with the same data and address. */
  restart(how?: "SIGKILL" | "SIGTERM"): Promise<void>;
  stop(): Promise<void>;
}

/** The release that a daemon is, or imitates. */
export type Release = "0.14.17" | "0.17.0" | "go";

export interface MeshKind {
  readonly name: string;
  readonly version: Release;
  /** Why its cases cannot run here. */
  readonly skip: string | undefined;
  /** The number of repetitions for a case that would show the same with fewer. */
  readonly many: { readonly asks: number; readonly events: number; readonly replies: number };
  /** Starts it with settings, as below `daemon:` in the daemon's configuration file. */
  start(config?: Readonly<Record<string, unknown>>): Promise<Mesh>;
}

/** Every daemon has a token, so that each case shows that the token is sent. */
export const authToken = "live-token";

/** Whether to run against real daemons. Other runs start none and skip nothing. */
const wantsDaemons = process.env["REPOWIRE_DAEMONS"] === "1";

/** Of the real Go daemons, the one that the machine has. */
const go = !wantsDaemons
  ? [fake("go")]
  : process.env["REPOWIRE_GO_DAEMON"]
    ? [await real("go")]
    : [];

/** The daemons that every case runs against. */
export const meshes: readonly MeshKind[] = wantsDaemons
  ? [await real("0.14.17"), await real("0.17.0")]
  : [fake("0.14.17"), fake("0.17.0")];

/** The same daemons, and the Go daemon. */
export const allMeshes: readonly MeshKind[] = [...meshes, ...go];

/** Describes the cases of each daemon. The daemons are tested side by side, because their cases mostly wait. */
export function describeMeshes<Kind extends Pick<MeshKind, "name" | "skip">>(
  kinds: readonly Kind[],
  title: string,
  cases: (kind: Kind) => void,
): void {
  describe.concurrent.for(kinds)("$name", (kind) => {
    describe.skipIf(kind.skip)(title, { concurrent: false }, () => cases(kind));
  });
}

/**
 * A fake on loopback, in the time of the process: as the cases see it, a daemon like the others.
 * In its own time it is shown with more (`../virtual-time.test.ts`).
 */
function fake(version: Release): MeshKind {
  return {
    name: `fake ${version}`,
    version,
    skip: undefined,
    many: { asks: soak(100, 60), events: soak(1_000, 500), replies: soak(1_000, 60) },
    start: async () => {
      const daemon = new FakeDaemon({ authToken, emulate: version, clock: "system" });
      const { url } = await daemon.listen({ port: 0 });
      const restart = (how = "SIGKILL") => daemon.restart({ crash: how === "SIGKILL" });
      return { url, fetch, WebSocket, restart, stop: () => daemon.close() };
    },
  };
}

async function real(version: Release): Promise<MeshKind> {
  return {
    name: `daemon ${version}`,
    version,
    skip: await skipReason(version),
    many: { asks: soak(1_000, 100), events: soak(10_000, 1_000), replies: 200 },
    start: async (config) => {
      const daemon = await startDaemon({ version, config: { auth_token: authToken, ...config } });
      return {
        url: daemon.url,
        fetch,
        WebSocket,
        restart: async (how = "SIGKILL") => {
          if (how === "SIGKILL") await daemon.kill();
          await daemon.restart();
        },
        stop: () => daemon.stop(),
      };
    },
  };
}
