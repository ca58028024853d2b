import {
  QuestionSchema,
  backends,
  daemonVersions,
  describeIssue,
  describeIssues,
  peerRoles,
  peerStatuses,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "@repowire/protocol";
import * as z from "zod/mini";

import type { DaemonSettings } from "./daemon/settings.ts";
import { misuse } from "./fake-daemon-error.ts";
import type { FakeDaemonOptions } from "./options.ts";
import type { QuestionAnswer } from "./peers/received.ts";
import type { ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import type { Strictness } from "./verification.ts";
import { isRecord, noSuch } from "./support.ts";
import { type Duration, firstMoment, lastMoment, milliseconds } from "./time/duration.ts";

const text = z.string();
const maybeText = z.optional(text);
const maybeFlag = z.optional(z.boolean());
const filledText = text.check(z.minLength(1));
const amount = z.optional(z.number().check(z.minimum(0)));

/** A value that a function tests. `error` says what it must be. */
function tested<Value>(test: (value: unknown) => boolean, error: string) {
  return z.custom<Value>(test, { error });
}

/** A span of time. */
export const duration = tested<Duration>(
  isDuration,
  'must be milliseconds, or a text such as "2s"',
);

const signal = z.optional(
  tested<AbortSignal>(
    (value) => isRecord(value) && typeof value["addEventListener"] === "function",
    "must be an AbortSignal",
  ),
);

/** The daemon's constants. */
export const settingsSchema = z.strictObject({
  delivery_queue_ttl_seconds: amount,
  delivery_queue_max_per_peer: amount,
  peer_reap_ttl_seconds: amount,
  stale_busy_timeout_seconds: amount,
  description_ttl_seconds: amount,
  heartbeat_interval: amount,
  prune_max_age_hours: amount,
  machine: maybeText,
  real_processes: maybeFlag,
  folders: z.optional(z.array(text)),
  spawn: z.optional(
    z.strictObject({
      commands: z.optional(z.record(text, text)),
      profiles: z.optional(
        z.record(
          text,
          z.record(
            text,
            z.strictObject({
              args: z.optional(z.array(text)),
              description: z.optional(z.nullable(text)),
            }),
          ),
        ),
      ),
      allowed_paths: z.optional(z.array(text)),
    }),
  ),
} satisfies Record<keyof DaemonSettings, unknown>);

const strictnessSchema = z.strictObject({
  unknownRoutes: maybeFlag,
  openAsks: maybeFlag,
  unusedFaults: maybeFlag,
  leakedStreams: maybeFlag,
  heldCalls: maybeFlag,
} satisfies Record<keyof Strictness, unknown>);

/** The options of a fake daemon. */
const daemonOptionsSchema = z.strictObject({
  emulate: z.optional(z.enum(daemonVersions)),
  authToken: z.optional(filledText),
  settings: z.optional(settingsSchema),
  seed: z.optional(z.number()),
  clock: z.optional(
    tested(isClock, 'must be "virtual", "ticking", "system", or an object with now and schedule'),
  ),
  startTime: z.optional(tested<Date>(isStart, "must be a Date from 1970 to 9999")),
  strict: z.optional(
    tested(
      (value) => typeof value === "boolean" || isRecord(value),
      "must be true, false, or an object of rules",
    ),
  ),
  automaticRepair: maybeFlag,
  log: z.optional(tested((value) => typeof value === "function", "must be a function")),
} satisfies Record<keyof FakeDaemonOptions, unknown>);

/** The options of `listen`. */
export const listenSchema = z.strictObject({
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  control: maybeFlag,
});

/** The options of `restart`. */
export const restartSchema = z.strictObject({ crash: maybeFlag });

/** The options of a wait for a call, an ask or a broadcast. */
export const waitSchema = z.strictObject({ signal });

/** The options of a wait for a notification. The pattern is checked by itself. */
export const notificationWaitSchema = z.strictObject({ from: z.optional(z.unknown()), signal });

/** A pane that the daemon does not own. */
export const paneSchema = z.strictObject({
  tmux_session: maybeText,
  command: maybeText,
  cwd: maybeText,
});

export const textSchema = text;
export const pidSchema = z.int();
export const receiptsSchema = z.enum([...receiptStatuses, "none"]);
export const statusSchema = z.strictObject({
  status: z.enum(["online", "busy", "offline"]),
  turn_state: z.optional(z.enum(turnStates)),
});

/** An answer to a structured question. */
export const answerSchema = z.strictObject({
  option_id: maybeText,
  text: maybeText,
  outcome: z.optional(z.enum(["answered", "acknowledged", "denied", "timed_out", "cancelled"])),
  message: maybeText,
} satisfies Record<keyof QuestionAnswer, unknown>);

/** The options of a scripted peer. */
export const peerOptions = {
  circle: maybeText,
  backend: z.optional(z.enum(socketBackends)),
  role: z.optional(z.enum(peerRoles)),
  path: maybeText,
  peer_id: maybeText,
  pane_id: maybeText,
  receipts: z.optional(receiptsSchema),
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
  const { data, error } = schema.safeParse(value, { error: describe });
  if (!error) return data as Value;
  const separator = error.issues[0]?.path.length === 0 ? " " : ": ";
  throw misuse(`${what}${separator}${describeIssues(error).join("; ")}`);
}

/** Describes a problem. For an unknown key it also names the nearest known key. */
function describe(issue: z.core.$ZodRawIssue): string {
  if (issue.code !== "unrecognized_keys") return describeIssue(issue);
  const { shape } = (issue.inst as z.ZodMiniObject)._zod.def;
  return issue.keys.map((key) => noSuch(key, Object.keys(shape))).join("; ");
}

/**
 * Checks a peer's name and options at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  check("the name of a scripted peer", filledText, name);
  check(`the scripted peer ${name}`, z.strictObject(peerOptions), options);
}

/**
 * Checks the options of a fake daemon at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkDaemonOptions(options: FakeDaemonOptions): void {
  check("a FakeDaemon", daemonOptionsSchema, options);
  if (isRecord(options.strict)) check("strict", strictnessSchema, options.strict);
}

function isDuration(value: unknown): boolean {
  try {
    milliseconds(value as Duration);
    return true;
  } catch {
    return false;
  }
}

function isClock(clock: unknown): boolean {
  if (clock === "virtual" || clock === "ticking" || clock === "system") return true;
  if (!isRecord(clock)) return false;
  return typeof clock["now"] === "function" && typeof clock["schedule"] === "function";
}

function isStart(value: unknown): boolean {
  if (!(value instanceof Date)) return false;
  return value.getTime() >= firstMoment && value.getTime() <= lastMoment;
}
