import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DaemonVersion } from "@repowire/protocol";
import type { Group } from "../runner/scenario.ts";
import type { Target } from "./target.ts";
import { FakeDaemon } from "@repowire/testing";
import { Idleness } from "./idleness.ts";
import { LoopbackEcho } from "./loopback-echo.ts";
import { StepClock } from "./step-clock.ts";
import { WebSocket as WsSocket } from "ws";
import { WholeAnswers } from "./whole-answers.ts";

/** It does not compress. The event loop does not know how far the threads that compress have come. */
const PlainSocket = class extends WsSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols, { perMessageDeflate: false });
  }
} as unknown as typeof globalThis.WebSocket;

const FOLDER = "/home/fake/work";

/** Starts a fake daemon for a group, in this process or behind a port. */
export async function openFakeTarget(
  version: DaemonVersion,
  group: Group,
  door: "in process" | "on loopback",
  /** `ticking` runs with the machine's time, for callers in another process. */
  { ticking = false }: { readonly ticking?: boolean } = {},
): Promise<Target> {
  const { auth_token, ...settings } = group.config?.(FOLDER) ?? {};
  const clock = new StepClock(Date.UTC(2026, 0, 1));
  const daemon = new FakeDaemon({
    emulate: version,
    clock: ticking ? "ticking" : clock,
    strict: false,
    settings: { ...settings, folders: [FOLDER] },
    ...(typeof auth_token === "string" && { authToken: auth_token }),
  });
  daemon.machine.addProcess(1);
  const loopback = door === "on loopback";
  const baseUrl = loopback ? (await daemon.listen()).url : daemon.url;
  const idleness = ticking
    ? undefined
    : new Idleness(clock, loopback ? await LoopbackEcho.open() : undefined);
  const whole = loopback ? new WholeAnswers(globalThis.fetch) : undefined;
  const fetch = loopback ? globalThis.fetch : daemon.fetch;
  const WebSocket = loopback ? PlainSocket : daemon.WebSocket;
  // A start of a real daemon waits for this answer, for which the Go daemon repairs.
  const isReady = async () => void (await (await daemon.fetch(`${daemon.url}/health`)).text());
  await isReady();
  return {
    name: `fake ${version} ${door}`,
    version,
    baseUrl,
    keepsConnections: true,
    fetch: idleness?.watchFetch(fetch) ?? fetch,
    ...(whole && idleness && { fetchWhole: idleness.watchFetch(whole.fetch) }),
    WebSocket: idleness?.watchWebSocket(WebSocket) ?? WebSocket,
    clock: {
      now: () => daemon.clock.now().getTime(),
      sleep: (milliseconds, givenUp) =>
        idleness?.sleep(milliseconds, givenUp) ?? sleep(milliseconds),
      ...(idleness && { atRest: (givenUp) => idleness.atRest(givenUp) }),
    },
    authToken: typeof auth_token === "string" ? auth_token : undefined,
    words: { [FOLDER]: "<folder>", [daemon.machine.home]: "<home>" },
    folder: FOLDER,
    restart: async (options) => {
      await daemon.restart(options);
      await isReady();
    },
    panes: async () => daemon.machine.panes,
    textOf: async (id) =>
      daemon.machine.panes.find(({ pane_id }) => pane_id === id)?.typed.join("\n") ?? "",
    makeFolder: async (path) => daemon.machine.addFolder(path),
    makeFile: async (path) => daemon.machine.addSession(basename(path, ".jsonl")),
    endProcess: async (pid) => {
      const pane = daemon.machine.panes.find((one) => one.pid === pid);
      if (pane) daemon.machine.closePane(pane.pane_id);
      else daemon.machine.endProcess(pid);
    },
    async close() {
      idleness?.stop();
      whole?.close();
      await daemon.close();
    },
  };
}
