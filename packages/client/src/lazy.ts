import type { Clock } from "./scope.ts";

/** A part of the client that loads on first use. */
export type Lazy<Module> = (clock?: Clock) => Promise<Module>;

/**
 * Loads a module once, when it is first needed. After a failure the next use tries again. The clock is
 * told of the work, because the time of a test must not pass meanwhile.
 */
// @__NO_SIDE_EFFECTS__
export function lazy<Module>(load: () => Promise<Module>): Lazy<Module> {
  let loading: Promise<Module> | undefined;
  let loaded = false;
  const begin = async () => {
    try {
      const module = await load();
      loaded = true;
      return module;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  return (clock) => {
    loading ??= begin();
    return loaded || clock?.during === undefined ? loading : clock.during(loading);
  };
}

/** Sends a read again after a failure, with ky. */
export const loadRepeat = lazy(() => import("./http/repeat.ts"));
/** Explains what does not match a guard. */
export const loadExplanations = lazy(() => import("@repowire/protocol/explain"));
export const loadFiles = lazy(() => import("./http/files.ts"));
export const loadFollower = lazy(() => import("./events/follower.ts"));
export const loadReplies = lazy(() => import("./replies/replies.ts"));
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
