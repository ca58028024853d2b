import { vi } from "vitest";

import type { WebSocketLike } from "../../src/options.ts";

// Loaded on first use, and not in the time of a test that plays with time.
await import("../../src/peer/live-peer.ts");

/** A socket of which a test plays the daemon's side. */
export class ScriptedSocket implements WebSocketLike {
  static readonly all: ScriptedSocket[] = [];
  readyState = 0;
  readonly sent: Record<string, unknown>[] = [];
  readonly url: string;
  /** Hears what the peer sends. */
  onSent: ((frame: Record<string, unknown>) => void) | undefined;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  constructor(url: string) {
    this.url = url;
    ScriptedSocket.all.push(this);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    const frame = JSON.parse(text) as Record<string, unknown>;
    this.sent.push(frame);
    this.onSent?.(frame);
  }

  close(): void {
    this.end(1000);
  }

  open(): void {
    this.readyState = 1;
    this.#emit("open", {});
  }

  say(frame: object | string): void {
    const isRaw = typeof frame === "string" || frame instanceof ArrayBuffer;
    this.#emit("message", { data: isRaw ? frame : JSON.stringify(frame) });
  }

  /** Sends any data, such as that of a binary frame. */
  saySomething(data: unknown): void {
    this.#emit("message", { data });
  }

  /** What Node 22 does when a connection is refused: an error, and nothing after it. */
  fail(): void {
    this.readyState = 3;
    this.#emit("error", {});
  }

  end(code: number, reason = ""): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#emit("close", { code, reason });
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}

/** Lets promises settle, without time passing, until something is so. */
export async function until(check: () => unknown): Promise<void> {
  for (let turn = 0; turn < 200 && !check(); turn += 1) await vi.advanceTimersByTimeAsync(0);
  if (!check()) throw new Error(`not so: ${check.toString()}`);
}

/** Lets promises settle, without time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(0);
}
