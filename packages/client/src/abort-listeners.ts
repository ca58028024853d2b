const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal fires. However many calls share a signal, it has one listener of
 * ours: Node warns of a leak at the eleventh, and fifty calls at once on one signal are no leak.
 */
export function addAbortListener(signal: AbortSignal, listener: () => void): void {
  let own = listeners.get(signal);
  if (own === undefined) {
    own = new Set();
    listeners.set(signal, own);
  }
  if (own.size === 0) signal.addEventListener("abort", tellAll);
  own.add(listener);
}

/** Takes a listener off again, and with the last one our own. */
export function removeAbortListener(signal: AbortSignal, listener: () => void): void {
  const own = listeners.get(signal);
  if (own?.delete(listener) && own.size === 0) signal.removeEventListener("abort", tellAll);
}

function tellAll(this: AbortSignal): void {
  for (const listener of listeners.get(this) ?? []) listener();
}
