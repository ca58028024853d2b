import type { WireRequest } from "./wire.ts";

/** The bytes of a request. */
export function bytesOf(body: WireRequest["body"]): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}
