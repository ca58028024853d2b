import { loadExplanations } from "./http/explain.ts";
import { loadRepeat } from "./http/send.ts";
import { lazy } from "./lazy.ts";
import { loadReplies } from "./replies/ask.ts";

export const loadFiles = lazy(() => import("./http/files.ts"));
export const loadFollower = lazy(() => import("./events/follower.ts"));
export const loadWaitForPeer = lazy(() => import("./wait-for-peer.ts"));
export const loadLivePeer = lazy(() => import("./peer/live-peer.ts"));

/**
 * Loads everything that the client otherwise loads on first use. Call it before a test replaces the
 * timers, because loading takes real time, and in a web page that must survive a new deploy.
 *
 * @throws the error of the runtime or bundler, if a part cannot be loaded.
 *
 * @example
 * ```ts
 * import { preload } from "@repowire/client";
 *
 * await preload();
 * ```
 */
export async function preload(): Promise<void> {
  await Promise.all([
    loadRepeat(),
    loadExplanations(),
    loadFiles(),
    loadFollower(),
    loadReplies(),
    loadWaitForPeer(),
    loadLivePeer(),
  ]);
}
