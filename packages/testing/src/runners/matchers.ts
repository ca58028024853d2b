import type { EndpointName } from "@repowire/protocol";

import { FakeDaemon } from "../fake-daemon.ts";
import { misuse } from "../fake-daemon-error.ts";
import { ScriptedPeer } from "../peers/scripted-peer.ts";
import { checkKeys } from "../support.ts";
import {
  type AsymmetricMatcher,
  type TextPattern,
  checkEndpointName,
  checkPattern,
  contains,
  describePattern,
  fits,
  fitsName,
} from "../wire/patterns.ts";

/** The result that a matcher returns to its test runner. */
export interface MatcherResult {
  /** Whether the matcher accepts the value. */
  readonly pass: boolean;
  /** Returns what a failed test says. */
  readonly message: () => string;
  /** What was found, for a diff. */
  readonly actual?: unknown;
  /** What was expected, for a diff. */
  readonly expected?: unknown;
}

/**
 * Matchers for `expect.extend` of vitest or Jest. The message of a failure contains the transcript.
 *
 * @example
 * ```ts
 * import { matchers } from "@repowire/testing";
 * import { expect } from "vitest";
 *
 * expect.extend(matchers);
 * ```
 */
export const matchers = {
  /** Passes if the scripted peer received a matching ask. Without a pattern any ask matches. */
  toHaveReceivedAsk(peer: unknown, pattern?: TextPattern, options?: ReceivedOptions) {
    return received(asPeer(peer), "asks", "an ask", pattern, options);
  },

  /** Passes if the scripted peer received a matching notification or reply. */
  toHaveReceivedNotification(peer: unknown, pattern?: TextPattern, options?: ReceivedOptions) {
    return received(asPeer(peer), "notifications", "a notification", pattern, options);
  },

  /** Passes if the scripted peer received a matching broadcast. */
  toHaveReceivedBroadcast(peer: unknown, pattern?: TextPattern, options?: ReceivedOptions) {
    return received(asPeer(peer), "broadcasts", "a broadcast", pattern, options);
  },

  /** Passes if the daemon, or the scripted peer, has no open asks. */
  toHaveNoOpenAsks(target: unknown): MatcherResult {
    const { daemon, open } = openAsks(target);
    const list = open.map((ask) => `${ask.correlation_id} to ${ask.to_peer}: ${ask.text}`);
    return {
      pass: open.length === 0,
      message: () =>
        open.length === 0
          ? `expected an open ask, but there is none${said(daemon)}`
          : `expected no open ask, but there ${open.length === 1 ? "is" : "are"}\n  ${list.join("\n  ")}${said(daemon)}`,
      actual: list,
      expected: [],
    };
  },

  /**
   * Passes if a call of the endpoint had at least these parameters in its body. A value may be a
   * pattern or an asymmetric matcher, and so may the whole body.
   */
  toHaveBeenCalledFor(
    daemon: unknown,
    endpoint: EndpointName,
    body: BodyPattern = {},
  ): MatcherResult {
    checkEndpointName(endpoint);
    const fake = asDaemon(daemon);
    const calls = fake.requests.filter((request) => request.endpoint === endpoint);
    const pass = calls.some((call) => contains(call.body ?? {}, body));
    const bodies = calls.map((call) => call.body);
    const wanted = `${endpoint} with ${describePattern(body)}`;
    return {
      pass,
      message: () =>
        pass
          ? `expected no call of ${wanted}${said(fake)}`
          : `expected a call of ${wanted}, but the calls were ${JSON.stringify(bodies)}${said(fake)}`,
      actual: bodies,
      expected: body,
    };
  },

  /** Passes if the transcript equals the text. Indentation does not matter. */
  toMatchTranscript(daemon: unknown, expected: string): MatcherResult {
    const fake = asDaemon(daemon);
    if (typeof expected !== "string") throw misuse("toMatchTranscript takes a text");
    const actual = fake.transcript();
    const wanted = plainLines(expected);
    const pass = actual === wanted;
    return {
      pass,
      message: () =>
        pass
          ? `expected a transcript other than\n${actual}`
          : `expected the transcript\n${wanted}\n\nbut it is\n${actual}${stillBusy(fake)}`,
      actual,
      expected: wanted,
    };
  },
};

/** The options of a matcher for received messages. */
export interface ReceivedOptions {
  /** The sender's display name, or a pattern of it. Default: any sender. */
  readonly from?: TextPattern | undefined;
}

/** The parameters that a body must contain. */
export type BodyPattern = Readonly<Record<string, unknown>> | AsymmetricMatcher;

/** The matchers' types for a test runner's `expect`. */
export interface DaemonMatchers<Result = void> {
  /** The peer has received an ask with this text. */
  toHaveReceivedAsk(pattern?: TextPattern, options?: ReceivedOptions): Result;
  /** The peer has received a notification with this text. */
  toHaveReceivedNotification(pattern?: TextPattern, options?: ReceivedOptions): Result;
  /** The peer has received a broadcast with this text. */
  toHaveReceivedBroadcast(pattern?: TextPattern, options?: ReceivedOptions): Result;
  /** Every ask of the daemon is closed. */
  toHaveNoOpenAsks(): Result;
  /** The daemon has received a call of this endpoint. */
  toHaveBeenCalledFor(endpoint: EndpointName, body?: BodyPattern): Result;
  /** The transcript of the daemon is this text. */
  toMatchTranscript(expected: string): Result;
}

/** The matchers, and their negations in `not`. */
export interface Assertions extends DaemonMatchers {
  /** The same matchers, negated. */
  readonly not: DaemonMatchers;
}

/**
 * Returns the matchers for use without `expect`. A matcher that does not pass throws.
 *
 * @example
 * ```ts
 * import { FakeDaemon, assertThat } from "@repowire/testing";
 *
 * assertThat(new FakeDaemon()).toHaveNoOpenAsks();
 * ```
 */
export function assertThat(value: FakeDaemon | ScriptedPeer): Assertions {
  const bound = (wanted: boolean) =>
    Object.fromEntries(
      Object.entries(matchers).map(([name, matcher]) => [
        name,
        (...args: unknown[]) => {
          const result = (matcher as (...all: unknown[]) => MatcherResult)(value, ...args);
          if (result.pass !== wanted) throw assertionError(result);
        },
      ]),
    ) as unknown as DaemonMatchers;
  return { ...bound(true), not: bound(false) };
}

function assertionError({ message, actual, expected }: MatcherResult): Error {
  const error = new Error(message());
  error.name = "AssertionError";
  return Object.assign(error, { actual, expected });
}

function received(
  peer: ScriptedPeer,
  what: "asks" | "notifications" | "broadcasts",
  noun: string,
  pattern: TextPattern | undefined,
  options: ReceivedOptions = {},
): MatcherResult {
  checkKeys(`the options for ${noun}`, options, ["from"]);
  const { from } = options;
  if (pattern !== undefined) checkPattern(`the matcher for ${noun}`, pattern);
  if (from !== undefined) checkPattern("from", from);
  const messages = peer[what];
  const pass = messages.some(
    ({ text, from_peer }) =>
      (pattern === undefined || fits(pattern, text)) &&
      (from === undefined || fitsName(from, from_peer)),
  );
  const texts = messages.map(({ text, from_peer }) =>
    from === undefined ? text : `${from_peer}: ${text}`,
  );
  const wanted = [
    noun,
    ...(pattern === undefined ? [] : [`with ${describePattern(pattern)}`]),
    ...(from === undefined ? [] : [`from ${describePattern(from)}`]),
  ].join(" ");
  return {
    pass,
    message: () =>
      pass
        ? `expected ${peer.name} not to have received ${wanted}${said(peer)}`
        : `expected ${peer.name} to have received ${wanted}, but it received ${JSON.stringify(texts)}${said(peer)}`,
    actual: texts,
    expected: pattern,
  };
}

interface OpenAsk {
  readonly correlation_id: string;
  readonly to_peer: string;
  readonly text: string;
}

function openAsks(target: unknown): {
  daemon: FakeDaemon | ScriptedPeer;
  open: readonly OpenAsk[];
} {
  if (target instanceof FakeDaemon) return { daemon: target, open: target.state.openAsks };
  const peer = asPeer(target);
  const open = peer.openAsks.map((ask) => ({ ...ask, to_peer: peer.display_name }));
  return { daemon: peer, open };
}

function said(source: FakeDaemon | ScriptedPeer): string {
  const transcript = source.transcript();
  const lines = transcript.replaceAll(/^/gm, "  ");
  return `${stillBusy(source)}${transcript === "" ? "" : `\n\nWhat was said:\n${lines}`}`;
}

/** The hint below a failure while the daemon has work under way. */
function stillBusy(source: FakeDaemon | ScriptedPeer): string {
  const { isBusy } = source instanceof FakeDaemon ? source.parts.verification : source;
  if (!isBusy) return "";
  return "\n\nSomething is still under way: write await daemon.clock.settled() before this matcher.";
}

function plainLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

function asDaemon(value: unknown): FakeDaemon {
  if (value instanceof FakeDaemon) return value;
  throw misuse("this matcher is for a FakeDaemon");
}

function asPeer(value: unknown): ScriptedPeer {
  if (value instanceof ScriptedPeer) return value;
  throw misuse("this matcher is for a peer that daemon.peer made");
}
