import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";

import { FakeDaemon } from "../../src/index.ts";

/** A daemon that the cases run against, with what a client and a socket need to reach it. */
export interface RunningTarget {
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly WebSocket: typeof WebSocket;
  stop(): Promise<void>;
}

export interface Target {
  readonly name: string;
  /** The release that it is, or imitates. */
  readonly version: string;
  /** Why its cases cannot run here. */
  readonly skip: string | undefined;
  start(options: { authToken: string }): Promise<RunningTarget>;
}

const releases = ["0.14.17", "0.17.0"] as const;

export const targets: readonly Target[] = [
  ...releases.map(inProcess),
  ...releases.map(onLoopback),
  ...(await Promise.all(releases.map(real))),
];

function inProcess(version: (typeof releases)[number]): Target {
  return {
    name: `fake ${version} in process`,
    version,
    skip: undefined,
    start: async ({ authToken }) => {
      const daemon = new FakeDaemon({ emulate: version, authToken });
      const { url, fetch, WebSocket } = daemon;
      return { url, fetch, WebSocket, stop: () => daemon.close() };
    },
  };
}

function onLoopback(version: (typeof releases)[number]): Target {
  return {
    name: `fake ${version} on loopback`,
    version,
    skip: undefined,
    start: async ({ authToken }) => {
      const daemon = new FakeDaemon({ emulate: version, authToken });
      const { url } = await daemon.listen({ port: 0 });
      return { url, fetch, WebSocket, stop: () => daemon.close() };
    },
  };
}

async function real(version: (typeof releases)[number]): Promise<Target> {
  return {
    name: `daemon ${version}`,
    version,
    skip: await skipReason(version),
    start: async ({ authToken }) => {
      const daemon: RealDaemon = await startDaemon({ version, config: { auth_token: authToken } });
      return { url: daemon.url, fetch, WebSocket, stop: () => daemon.stop() };
    },
  };
}
