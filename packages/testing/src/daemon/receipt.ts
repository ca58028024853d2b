/** A receiver's word on what became of a frame, with whatever else it sent. */
export interface Receipt {
  readonly delivery_id: string;
  readonly status?: unknown;
  readonly detail?: unknown;
  readonly [key: string]: unknown;
}

/** Whether the receiver says that the message did not arrive. */
export function isFailure(receipt: Receipt | null): boolean {
  return receipt?.status === "failed" || receipt?.status === "rejected";
}
