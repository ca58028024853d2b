import { explain } from "@repowire/protocol/explain";
import {
  backends,
  daemonVersions,
  isQuestion,
  peerRoles,
  peerStatuses,
  receiptStatuses,
  socketBackends,
  turnStates,
} from "@repowire/protocol/guards";

import type { DaemonSettings } from "./daemon/settings.ts";
import {
  type Rule,
  anything,
  atLeast,
  atMost,
  check,
  closed,
  filledText,
  flag,
  listOf,
  mapOf,
  nullable,
  number,
  oneOf,
  open,
  optional,
  rule,
  text,
  wholeNumber,
} from "./option-rules.ts";
import type { FakeDaemonOptions } from "./options.ts";
import type { QuestionAnswer } from "./peers/received.ts";
import type { ScriptedPeerOptions } from "./peers/scripted-peer.ts";
import { isRecord } from "./support.ts";
import { type Duration, firstMoment, lastMoment, milliseconds } from "./time/duration.ts";
import type { Strictness } from "./verification.ts";

const maybeText = optional(text);
const maybeFlag = optional(flag);
const amount = optional(atLeast(0, number));

/** A span of time. */
export const duration = rule<Duration>('milliseconds, or a text such as "2s"', isDuration);

const signal = optional(
  rule<AbortSignal>(
    "an AbortSignal",
    (value) => isRecord(value) && typeof value["addEventListener"] === "function",
  ),
);

/** The daemon's constants. */
export const settingsRule = closed({
  delivery_queue_ttl_seconds: amount,
  delivery_queue_max_per_peer: amount,
  peer_reap_ttl_seconds: amount,
  stale_busy_timeout_seconds: amount,
  description_ttl_seconds: amount,
  heartbeat_interval: amount,
  prune_max_age_hours: amount,
  machine: maybeText,
  real_processes: maybeFlag,
  folders: optional(listOf(text)),
  spawn: optional(
    closed({
      commands: optional(mapOf(text)),
      profiles: optional(
        mapOf(
          mapOf(
            closed({
              args: optional(listOf(text)),
              description: optional(nullable(text)),
            }),
          ),
        ),
      ),
      allowed_paths: optional(listOf(text)),
    }),
  ),
} satisfies Record<keyof DaemonSettings, unknown>);

const strictnessRule = closed({
  unknownRoutes: maybeFlag,
  openAsks: maybeFlag,
  unusedFaults: maybeFlag,
  leakedStreams: maybeFlag,
  heldCalls: maybeFlag,
} satisfies Record<keyof Strictness, unknown>);

/** The options of a fake daemon. */
const daemonOptionsRule = closed({
  emulate: optional(oneOf(daemonVersions)),
  authToken: optional(filledText),
  settings: optional(settingsRule),
  seed: optional(number),
  clock: optional(
    rule('"virtual", "ticking", "system", or an object with now and schedule', isClock),
  ),
  startTime: optional(rule("a Date from 1970 to 9999", isStart)),
  strict: optional(
    rule(
      "true, false, or an object of rules",
      (value) => typeof value === "boolean" || isRecord(value),
    ),
  ),
  automaticRepair: maybeFlag,
  log: optional(rule("a function", (value) => typeof value === "function")),
} satisfies Record<keyof FakeDaemonOptions, unknown>);

/** The options of `listen`. */
export const listenRule = closed({
  port: optional(atMost(65_535, atLeast(0, wholeNumber))),
  control: maybeFlag,
});

/** The options of `restart`. */
export const restartRule = closed({ crash: maybeFlag });

/** The options of a wait for a call, an ask or a broadcast. */
export const waitRule = closed({ signal });

/** The options of a wait for a notification. The pattern is checked by itself. */
export const notificationWaitRule = closed({ from: optional(anything), signal });

/** A pane that the daemon does not own. */
export const paneRule = closed({
  tmux_session: maybeText,
  command: maybeText,
  cwd: maybeText,
});

export const receiptsRule = oneOf([...receiptStatuses, "none"]);
export const statusRule = closed({
  status: oneOf(["online", "busy", "offline"]),
  turn_state: optional(oneOf(turnStates)),
});

/** An answer to a structured question. */
export const answerRule = closed({
  option_id: maybeText,
  text: maybeText,
  outcome: optional(oneOf(["answered", "acknowledged", "denied", "timed_out", "cancelled"])),
  message: maybeText,
} satisfies Record<keyof QuestionAnswer, unknown>);

/** The options of a scripted peer. */
export const peerOptions = {
  circle: maybeText,
  backend: optional(oneOf(socketBackends)),
  role: optional(oneOf(peerRoles)),
  path: maybeText,
  peer_id: maybeText,
  pane_id: maybeText,
  receipts: optional(receiptsRule),
  auth_token: maybeText,
} satisfies Record<keyof ScriptedPeerOptions, unknown>;

export const seedPeerRule = closed({
  path: text,
  circle: maybeText,
  backend: optional(oneOf(backends)),
  role: optional(oneOf(peerRoles)),
  status: optional(oneOf(peerStatuses)),
  turn_state: optional(oneOf(turnStates)),
  machine: maybeText,
  pane_id: maybeText,
  description: maybeText,
  metadata: optional(mapOf(anything)),
});

/** A question, as the calls of the client take it. */
const question: Rule<unknown> = (value) => {
  const problems = explain(isQuestion, value).join("; ");
  return problems === "" ? [] : [{ path: "", what: `is not a valid question: ${problems}` }];
};

export const seedAskRule = closed({
  from_peer: text,
  to_peer: text,
  text,
  correlation_id: maybeText,
  question: optional(question),
});

export const seedDeliveryRule = closed({ from_peer: text, to_peer: text, text });
export const seedEventRule = open({ type: text });

/** The initial state that `daemon.seed.all` takes. */
export const seedRule = closed({
  peers: optional(listOf(seedPeerRule)),
  asks: optional(listOf(seedAskRule)),
  deliveries: optional(listOf(seedDeliveryRule)),
  events: optional(listOf(seedEventRule)),
});

/**
 * Checks a peer's name and options at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  check("the name of a scripted peer", filledText, name);
  check(`the scripted peer ${name}`, closed(peerOptions), options);
}

/**
 * Checks the options of a fake daemon at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkDaemonOptions(options: FakeDaemonOptions): void {
  check("a FakeDaemon", daemonOptionsRule, options);
  if (isRecord(options.strict)) check("strict", strictnessRule, options.strict);
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
