import type { ReplyAttachment, SettledReply } from "../replies/ask-reply.ts";

/** A notification that a live peer got. */
export interface InboundNotification {
  readonly kind: "notify";
  /** The display name of the sender, or whatever an unregistered one calls itself. */
  readonly from_peer: string;
  readonly to_peer: string | undefined;
  readonly text: string;
  readonly attachments: readonly ReplyAttachment[];
  readonly delivery_id: string | undefined;
  /** What it says, if it is a reply to an ask that this peer object did not send itself. */
  readonly reply: SettledReply | undefined;
}

/** A broadcast that a live peer got. */
export interface InboundBroadcast {
  readonly kind: "broadcast";
  /** As it was sent. */
  readonly from_peer: string;
  readonly text: string;
}
