/** A receiver's report about a frame, with all other keys that it sent. */
export interface Receipt {
  readonly delivery_id: string;
  readonly status?: unknown;
  readonly detail?: unknown;
  readonly [key: string]: unknown;
}

/** Whether the receiver reports that the message did not arrive. */
export function isFailure(receipt: Receipt | null): boolean {
  return receipt?.status === "failed" || receipt?.status === "rejected";
}
