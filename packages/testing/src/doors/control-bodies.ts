import * as z from "zod/mini";

import { check, duration, peerOptions } from "../checks.ts";
import type { DaemonSettings } from "../daemon/settings.ts";
import { misuse } from "../fake-daemon-error.ts";
import type { Snapshot } from "../snapshot.ts";
import { isRecord } from "../support.ts";

const text = z.string();
const maybeText = z.exactOptional(text);
const times = z.exactOptional(z.int().check(z.minimum(1)));

/** An empty body. */
export const nothingSchema = z.strictObject({});

/** How long the daemon is down. Without a duration it is down until `POST /up`. */
export const downSchema = z.strictObject({ duration: z.exactOptional(duration) });

/** Settings to change. The daemon checks their names. */
export const settingsSchema: z.ZodMiniType<Partial<DaemonSettings>> = z.looseObject({});

/** A snapshot of `GET /snapshot`. The daemon checks its content. */
export const snapshotSchema = z.custom<Snapshot>((value) => isRecord(value), {
  error: "must be a snapshot",
});

export const pathSchema = z.strictObject({ path: text });
export const pidSchema = z.strictObject({ pid: z.int() });
export const sessionSchema = z.strictObject({ session_id: text });

/** A message of a scripted peer. */
export const messageSchema = z.strictObject({ to_peer: text, text });
export const broadcastSchema = z.strictObject({ text });

/** A frame that a scripted peer sends. */
export const frameSchema: z.ZodMiniType<object> = z.looseObject({});

/** A status or a receipt of a scripted peer. The peer checks their values. */
export const peerStatusSchema = z.strictObject({
  status: z.unknown(),
  turn_state: z.optional(z.unknown()),
});
export const receiptsBodySchema = z.strictObject({ receipts: z.unknown() });

/** A notification to wait for: a text that it contains, and the sender's display name. */
export const notificationSchema = z.strictObject({ includes: maybeText, from: maybeText });

/** An answer to an ask that a scripted peer received: a text, or none. */
export const replySchema = z.strictObject({ correlation_id: text, text: maybeText });

/** An answer to a structured question. The peer checks it. */
export const answerBodySchema = z.looseObject({ correlation_id: text });

/** The call to wait for: an endpoint, and what the body must contain. */
export const waitSchema = z.strictObject({
  endpoint: text,
  body: z.exactOptional(z.record(text, z.unknown())),
});

/** A span of time. */
export const durationSchema = z.strictObject({ duration });

/** A fault. The plan checks whether it can happen. */
export const faultSchema = z.strictObject({
  target: z.optional(z.unknown()),
  fault: z.optional(z.unknown()),
  times,
});

/** A scripted peer with its answers. The first answer that matches an ask is used. */
export const peerSchema = z.strictObject({
  name: text,
  silent: z.exactOptional(z.boolean()),
  on_ask: z.exactOptional(
    z.array(
      z.strictObject({
        /** A text that the ask must contain. Default: any ask. */
        includes: maybeText,
        reply: maybeText,
        after: z.exactOptional(duration),
        times,
      }),
    ),
  ),
  ...peerOptions,
});

/**
 * Reads a body in JSON.
 *
 * @throws FakeDaemonError that names the mistakes.
 */
export function readBody<Body>(schema: z.ZodMiniType<Body>, content: string): Body {
  return check("the body", schema, parsed(content));
}

function parsed(content: string): unknown {
  try {
    return content === "" ? {} : JSON.parse(content);
  } catch {
    throw misuse("the body is not JSON");
  }
}
