// Makes 30,000 calls, successful and with every kind of failure, on one long-lived signal. Checks what
// is left of them. Runs on the built package: node --expose-gc test/soak/soak.ts
import { RepowireClient } from "@repowire/client";

import { type RawAnswer, RawDaemon, answerOf } from "../failures/raw-daemon.ts";

const calls = 30_000;
const warmUp = 5_000;
const inFlight = 20;
const timeout = 150;

const answers: readonly RawAnswer[] = [
  ...Array.from({ length: 12 }, (): RawAnswer => (socket) => {
    socket.write(answerOf("200 OK", '{"status":"ok","version":"0.14.17"}'));
  }),
  (socket) => void socket.write(answerOf("404 Not Found", '{"detail":"Peer not found: x"}')),
  (socket) => void socket.write(answerOf("500 Oh", "Internal Server Error")),
  (socket) => void socket.write(answerOf("200 OK", "{")),
  (socket) => void socket.write(answerOf("200 OK", '{"status":5}')),
  (socket) => void socket.end(),
  (socket) => void socket.resetAndDestroy(),
  (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"status":'),
  () => undefined, // No answer: the call ends by its timeout or by its own signal.
];

let turn = 0;
const daemon = await RawDaemon.start((socket) => answers[turn++ % answers.length]?.(socket));
const client = new RepowireClient({ baseUrl: daemon.url, timeout, authToken: "soak" });
const { signal } = new AbortController();

const listeners = new Set<unknown>();
const [add, remove] = [
  signal.addEventListener.bind(signal),
  signal.removeEventListener.bind(signal),
];
let most = 0;
signal.addEventListener = (type: string, listener: EventListener) => {
  listeners.add(listener);
  most = Math.max(most, listeners.size);
  add(type, listener);
};
signal.removeEventListener = (type: string, listener: EventListener) => {
  listeners.delete(listener);
  remove(type, listener);
};

let unhandled = 0;
process.on("unhandledRejection", () => unhandled++);
const outcomes = new Map<string, number>();
const lateness: number[] = [];
const heap: (readonly [call: number, bytes: number])[] = [];

async function call(number: number): Promise<void> {
  const start = performance.now();
  const name = await client.health({ signal }).then(
    () => "answered",
    (error: unknown) => (error instanceof Error ? error.name : "?"),
  );
  if (name === "DaemonTimeoutError") lateness.push(performance.now() - start - timeout);
  outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  daemon.requests.length = 0;
  if (number % 2_500 === 0) heap.push([number, await settledHeap()]);
}

/** The heap after a full collection. Weak references need a turn of the event loop. */
async function settledHeap(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    await new Promise(setImmediate);
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

let next = 0;
await Promise.all(
  Array.from({ length: inFlight }, async () => {
    while (next < calls) await call(next++);
  }),
);

const steady = heap.filter(([number]) => number >= warmUp);
const slope = slopeOf(steady);
await client.close();
await daemon.close();
await settledHeap();
const timers = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

console.log(Object.fromEntries([...outcomes].sort(([a], [b]) => a.localeCompare(b))));
console.log(`heap: ${slope.toFixed(1)} bytes a call over ${calls - warmUp} calls`);
console.log(
  `listeners on the signal: ${most} at most, ${listeners.size} left; timers left: ${timers}`,
);

const late = lateness.sort((a, b) => a - b)[lateness.length >> 1] ?? 0;
console.log(`a timeout comes ${late.toFixed(1)} ms after its time, at the median`);

const facts: Record<string, boolean> = {
  "the heap grows by at most 50 bytes a call": slope <= 50,
  "a timeout comes within 100 ms of its time": late <= 100,
  "no listener is left": listeners.size === 0,
  "no timer is left": timers === 0,
  "no connection is left": daemon.connections === 0,
  "no rejection is unhandled": unhandled === 0,
  "every call has an outcome": [...outcomes.values()].reduce((sum, each) => sum + each) === calls,
};
const wrong = Object.keys(facts).filter((fact) => facts[fact] !== true);
for (const fact of wrong) console.log(`not so: ${fact}`);
const total = Object.keys(facts).length;
console.log(`${total - wrong.length} passed, ${wrong.length} failed, 0 skipped`);
process.exitCode = wrong.length > 0 ? 1 : 0;

/** Least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const top = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  const bottom = points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return top / bottom;
}
