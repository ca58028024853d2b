import {
  QuestionSchema,
  backends,
  describeIssues,
  peerRoles,
  peerStatuses,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "@repowire/protocol";
import * as z from "zod/mini";

import { type Duration, milliseconds } from "../time/duration.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import type { ScriptedPeerOptions } from "../peers/scripted-peer.ts";
import type { SeedData } from "../seed.ts";

const text = z.string();
const maybeText = z.exactOptional(text);
const duration = z.custom<Duration>(isDuration, {
  error: 'must be milliseconds, or a text such as "2s"',
});
const times = z.exactOptional(z.int().check(z.minimum(1)));

/** Nothing, where there is nothing to say. */
export const nothingSchema = z.strictObject({});

/** A span of time. */
export const durationSchema = z.strictObject({ duration });

/** A fault; whether it can happen is for the plan to say. */
export const faultSchema = z.strictObject({
  target: z.optional(z.unknown()),
  fault: z.optional(z.unknown()),
  times,
});

const options = {
  circle: maybeText,
  backend: z.exactOptional(z.enum(socketBackends)),
  role: z.exactOptional(z.enum(peerRoles)),
  path: maybeText,
  peer_id: maybeText,
  pane_id: maybeText,
  receipts: z.exactOptional(z.enum([...receiptStatuses, "none"])),
  auth_token: maybeText,
} satisfies Record<keyof ScriptedPeerOptions, unknown>;

/** A scripted peer: what it answers to which asks; the first that fits is taken. */
export const peerSchema = z.strictObject({
  name: text,
  silent: z.exactOptional(z.boolean()),
  on_ask: z.exactOptional(
    z.array(
      z.strictObject({
        /** Text of the ask. Absent: any. */
        includes: maybeText,
        reply: maybeText,
        after: z.exactOptional(duration),
        times,
      }),
    ),
  ),
  ...options,
});

const seedPeer = z.strictObject({
  path: text,
  circle: maybeText,
  backend: z.exactOptional(z.enum(backends)),
  role: z.exactOptional(z.enum(peerRoles)),
  status: z.exactOptional(z.enum(peerStatuses)),
  turn_state: z.exactOptional(z.enum(turnStates)),
  machine: maybeText,
  pane_id: maybeText,
  description: maybeText,
  metadata: z.exactOptional(z.record(text, z.unknown())),
});

const seedAsk = z.strictObject({
  from_peer: text,
  to_peer: text,
  text,
  correlation_id: maybeText,
  question: z.exactOptional(QuestionSchema),
});

/** What was there before; as `daemon.seed.all` takes it. */
export const seedSchema: z.ZodMiniType<SeedData> = z.strictObject({
  peers: z.exactOptional(z.array(seedPeer)),
  asks: z.exactOptional(z.array(seedAsk)),
  deliveries: z.exactOptional(z.array(z.strictObject({ from_peer: text, to_peer: text, text }))),
  events: z.exactOptional(z.array(z.looseObject({ type: text }))),
});

/**
 * Reads a body in JSON.
 *
 * @throws FakeDaemonError that says what is wrong with it.
 */
export function readBody<Body>(schema: z.ZodMiniType<Body>, content: string): Body {
  const result = schema.safeParse(parsed(content));
  if (result.success) return result.data;
  throw new FakeDaemonError("misuse", `in the body: ${describeIssues(result.error).join("; ")}`);
}

function parsed(content: string): unknown {
  try {
    return content === "" ? {} : JSON.parse(content);
  } catch {
    throw new FakeDaemonError("misuse", "the body is not JSON");
  }
}

function isDuration(value: unknown): boolean {
  try {
    milliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}
