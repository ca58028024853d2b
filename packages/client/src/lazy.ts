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
