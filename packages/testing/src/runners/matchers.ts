import type { EndpointName } from "@repowire/protocol";

import { FakeDaemon } from "../fake-daemon.ts";
import { FakeDaemonError } from "../fake-daemon-error.ts";
import { isRecord } from "../support.ts";
import { ScriptedPeer } from "../peers/scripted-peer.ts";
import { type TextPattern, fits } from "../peers/text-pattern.ts";

/** What a matcher tells its test runner. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/**
 * Matchers for `expect.extend`, of vitest or Jest. Below a failed one stands what was said.
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
  /** The scripted peer was asked something; any ask will do without a pattern. */
  toHaveReceivedAsk(peer: unknown, pattern?: TextPattern): MatcherResult {
    return received(asPeer(peer), "asks", "an ask", pattern);
  },

  /** The scripted peer was notified, or got a reply. */
  toHaveReceivedNotification(peer: unknown, pattern?: TextPattern): MatcherResult {
    return received(asPeer(peer), "notifications", "a notification", pattern);
  },

  /** A broadcast reached the scripted peer. */
  toHaveReceivedBroadcast(peer: unknown, pattern?: TextPattern): MatcherResult {
    return received(asPeer(peer), "broadcasts", "a broadcast", pattern);
  },

  /** No ask is open: of the daemon, or to the scripted peer. */
  toHaveNoOpenAsks(target: unknown): MatcherResult {
    const { daemon, open } = openAsks(target);
    const list = open.map((ask) => `${ask.correlation_id} to ${ask.to_peer}: ${ask.text}`);
    return {
      pass: open.length === 0,
      message: () =>
        open.length === 0
          ? `expected an open ask, and there is none${said(daemon)}`
          : `expected no open ask, and there ${open.length === 1 ? "is" : "are"}\n  ${list.join("\n  ")}${said(daemon)}`,
      actual: list,
      expected: [],
    };
  },

  /** The daemon was called: that endpoint, and with at least these parameters in the body. */
  toHaveBeenCalledFor(
    daemon: unknown,
    endpoint: EndpointName,
    body: Readonly<Record<string, unknown>> = {},
  ): MatcherResult {
    const fake = asDaemon(daemon);
    const calls = fake.requests.filter((request) => request.endpoint === endpoint);
    const pass = calls.some((call) => contains(call.body, body));
    const bodies = calls.map((call) => call.body);
    const wanted = `${endpoint} with ${JSON.stringify(body)}`;
    return {
      pass,
      message: () =>
        pass
          ? `expected no call of ${wanted}${said(fake)}`
          : `expected a call of ${wanted}, and there were ${JSON.stringify(bodies)}${said(fake)}`,
      actual: bodies,
      expected: body,
    };
  },

  /** What was said is this, line by line; how far it is indented is no matter. */
  toMatchTranscript(daemon: unknown, expected: string): MatcherResult {
    const actual = asDaemon(daemon).transcript();
    const wanted = plainLines(expected);
    const pass = actual === wanted;
    return {
      pass,
      message: () =>
        pass
          ? `expected another transcript than\n${actual}`
          : `expected the transcript\n${wanted}\n\nand it is\n${actual}`,
      actual,
      expected: wanted,
    };
  },
};

/** The matchers as a test calls them, for the types of a test runner. */
export interface DaemonMatchers<Result = void> {
  toHaveReceivedAsk(pattern?: TextPattern): Result;
  toHaveReceivedNotification(pattern?: TextPattern): Result;
  toHaveReceivedBroadcast(pattern?: TextPattern): Result;
  toHaveNoOpenAsks(): Result;
  toHaveBeenCalledFor(endpoint: EndpointName, body?: Readonly<Record<string, unknown>>): Result;
  toMatchTranscript(expected: string): Result;
}

/** The matchers, and each the other way round. */
export interface Assertions extends DaemonMatchers {
  readonly not: DaemonMatchers;
}

/**
 * The matchers without a test runner: each throws when it does not hold.
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
): MatcherResult {
  const texts = peer[what].map(({ text }) => text);
  const pass = texts.some((text) => pattern === undefined || fits(pattern, text));
  const wanted = pattern === undefined ? noun : `${noun} with ${String(pattern)}`;
  return {
    pass,
    message: () =>
      pass
        ? `expected ${peer.name} not to have received ${wanted}${said(peer)}`
        : `expected ${peer.name} to have received ${wanted}, and it received ${JSON.stringify(texts)}${said(peer)}`,
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
  return transcript === "" ? "" : `\n\nWhat was said:\n${transcript.replaceAll(/^/gm, "  ")}`;
}

function contains(value: unknown, part: unknown): boolean {
  if (!isRecord(part)) return JSON.stringify(value) === JSON.stringify(part);
  return (
    isRecord(value) && Object.entries(part).every(([key, entry]) => contains(value[key], entry))
  );
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
  throw new FakeDaemonError("misuse", "this matcher is for a FakeDaemon");
}

function asPeer(value: unknown): ScriptedPeer {
  if (value instanceof ScriptedPeer) return value;
  throw new FakeDaemonError("misuse", "this matcher is for a peer that daemon.peer made");
}
