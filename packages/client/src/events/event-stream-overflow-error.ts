import { RepowireError } from "@repowire/protocol";

const brand: unique symbol = Symbol.for("@repowire/client.EventStreamOverflowError");

/**
 * The reader of an event stream was slower than the mesh for so long that the stream's memory was
 * full. Everything that was in it has been read; {@link EventStreamOverflowError.cursor} goes on
 * from there, with a gap if the daemon has forgotten meanwhile.
 *
 * @example
 * ```ts
 * import { EventStreamOverflowError, RepowireClient } from "@repowire/client";
 *
 * const client = new RepowireClient();
 * let since: string | undefined;
 * try {
 *   for await (const event of client.eventStream({ since })) console.log(event.type);
 * } catch (error) {
 *   if (!(error instanceof EventStreamOverflowError)) throw error;
 *   since = error.cursor;
 * }
 * ```
 */
export class EventStreamOverflowError extends RepowireError {
  static override readonly brand: symbol = brand;
  override readonly name: string = "EventStreamOverflowError";
  /** The id of the last event that was read; pass it as `since`. */
  readonly cursor: string | undefined;

  constructor(message: string, cursor: string | undefined) {
    super(message, {
      request: { method: "GET", path: "/events/stream" },
      delivery: "unknown",
    });
    this.cursor = cursor;
  }

  get [brand](): true {
    return true;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), cursor: this.cursor };
  }
}
