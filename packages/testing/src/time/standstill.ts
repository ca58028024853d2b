import type { Clock } from "./clock.ts";
import { VirtualClock } from "./virtual.ts";

/** Explains why a call waits for ever. Returns `undefined` if time passes by itself. */
export function standstill(clock: Clock, waiting: readonly string[]): string | undefined {
  if (!(clock instanceof VirtualClock) || !clock.standsStill) return undefined;
  const { next } = clock;
  if (waiting.length === 0 && !next) return undefined;
  const list =
    waiting.length > 0
      ? `${waiting.join(", ")} ${waiting.length > 1 ? "wait" : "waits"}, and `
      : "";
  const now = new Date(clock.now()).toISOString();
  const stands = `${list}the clock of the fake daemon stands still at ${now}`;
  if (!next) return `${stands}. Nothing is due: advancing the clock does not end this wait`;
  const due = `${next.what} at ${new Date(next.at).toISOString()}`;
  const delay = JSON.stringify(durationOf(next.at - clock.now()));
  return (
    `${stands}. Next is ${due}: write await daemon.clock.advance(${delay}) after the call, or ` +
    "await daemon.clock.autoAdvance(() => the call)"
  );
}

function durationOf(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${Math.ceil(milliseconds)}ms`;
}
