/** A `Uint8Array` over an `ArrayBuffer`, also for a TypeScript that does not tell buffers apart. */
export type Bytes = ReturnType<typeof Uint8Array.of>;
