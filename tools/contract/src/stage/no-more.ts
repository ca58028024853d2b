import type { TargetClock } from "../targets/target.ts";

/** Real milliseconds after which what a scenario expects counts as missing. */
const TIMEOUT = 5_000;
/** The same, if the daemon is at rest then. The client's own timers may still be due before. */
const AT_REST = 1_000;
/** The same for a daemon that never rests. A busy machine may need long until a daemon is at rest. */
const RESTLESS = 60_000;

/** A wait for the moment after which what a scenario expects will not come any more. */
export interface NoMore {
  readonly reached: Promise<void>;
  /** Ends the wait. */
  readonly stop: () => void;
}

export function noMore({ atRest }: TargetClock): NoMore {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopped = false;
  const timers = [setTimeout(resolve, atRest ? RESTLESS : TIMEOUT)];
  if (atRest) timers.push(setTimeout(() => void atRest(() => stopped).then(resolve), AT_REST));
  const stop = () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
  };
  return { reached: promise, stop };
}
