import {
  QuestionSchema,
  backends,
  describeIssue,
  describeIssues,
  peerRoles,
  peerStatuses,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "@repowire/protocol";
import * as z from "zod/mini";

import { FakeDaemonError } from "./fake-daemon-error.ts";
import type { ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import { type Duration, milliseconds } from "./time/duration.ts";

const text = z.string();
const maybeText = z.optional(text);

/** A span of time. */
export const duration = z.custom<Duration>(isDuration, {
  error: 'must be milliseconds, or a text such as "2s"',
});

/** The options of a scripted peer. */
export const peerOptions = {
  circle: maybeText,
  backend: z.optional(z.enum(socketBackends)),
  role: z.optional(z.enum(peerRoles)),
  path: maybeText,
  peer_id: maybeText,
  pane_id: maybeText,
  receipts: z.optional(z.enum([...receiptStatuses, "none"])),
  auth_token: maybeText,
} satisfies Record<keyof ScriptedPeerOptions, unknown>;

export const seedPeerSchema = z.strictObject({
  path: text,
  circle: maybeText,
  backend: z.optional(z.enum(backends)),
  role: z.optional(z.enum(peerRoles)),
  status: z.optional(z.enum(peerStatuses)),
  turn_state: z.optional(z.enum(turnStates)),
  machine: maybeText,
  pane_id: maybeText,
  description: maybeText,
  metadata: z.optional(z.record(text, z.unknown())),
});

export const seedAskSchema = z.strictObject({
  from_peer: text,
  to_peer: text,
  text,
  correlation_id: maybeText,
  question: z.optional(QuestionSchema),
});

export const seedDeliverySchema = z.strictObject({ from_peer: text, to_peer: text, text });
export const seedEventSchema = z.looseObject({ type: text });

/** The initial state that `daemon.seed.all` takes. */
export const seedSchema = z.strictObject({
  peers: z.optional(z.array(seedPeerSchema)),
  asks: z.optional(z.array(seedAskSchema)),
  deliveries: z.optional(z.array(seedDeliverySchema)),
  events: z.optional(z.array(seedEventSchema)),
});

/**
 * Checks a value at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function check<Value>(what: string, schema: z.ZodMiniType<Value>, value: unknown): Value {
  const { data, error } = schema.safeParse(value, { error: describeIssue });
  if (!error) return data as Value;
  throw new FakeDaemonError("misuse", `${what}: ${describeIssues(error).join("; ")}`);
}

function isDuration(value: unknown): boolean {
  try {
    milliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}

const optionsSchema = z.strictObject(peerOptions);
const nameSchema = z.string().check(z.minLength(1));

/**
 * Checks a peer's name and options at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  check("the name of a scripted peer", nameSchema, name);
  check(`the scripted peer ${name}`, optionsSchema, options);
}
