import type { Endpoint } from "@repowire/protocol";
import { daemonFrameGuards } from "@repowire/protocol/events";

import { type Duration, milliseconds } from "../../time/duration.ts";
import { type FakeDaemonError, misuse } from "../../fake-daemon-error.ts";
import type { FaultOptions } from "../../options.ts";
import { isRecord, checkKeys, jsonCopy, nearestWords, show, words } from "../../support.ts";
import { endpoints } from "../endpoints.ts";
import {
  type CallFault,
  type FaultTarget,
  type WantedFault,
  bodilessStatuses,
  callTarget,
  isFrameFault,
  isFrameTarget,
  isJsonFault,
} from "./fault.ts";

const named = words(
  "refuse reset timeout drop-reply malformed-json wrong-type drop-frame duplicate-frame",
);
const kinds = ["status", "latency", "cutBodyAfter", "slowBody"] as const;
const frames = Object.keys(daemonFrameGuards);
const endpointNames = Object.keys(endpoints);

/** Headers that follow from the body. Another value would reach only some callers. */
const ofTheDoors = ["content-encoding", "content-length", "trailer", "transfer-encoding"];

/**
 * Checks that a fault can happen, in process as well as on a port.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkFault(
  target: FaultTarget,
  fault: WantedFault,
  options: FaultOptions = {},
): void {
  checkKeys("the options of a fault", options, ["times"]);
  const { times } = options;
  checkTarget(target);
  if (typeof fault === "object" && fault !== null) checkKind(fault);
  else if (typeof fault !== "function" && !named.includes(fault)) throw noFault(fault);
  checkFit(target, fault);
  const isCount =
    times === undefined || times === Infinity || (Number.isInteger(times) && times > 0);
  must(isCount, () => `a fault happens at least once: ${show(times)} is not a number of times`);
}

function checkTarget(target: unknown): void {
  if (!isRecord(target)) return checkEndpoint(target);
  if ("frame" in target) {
    checkKeys("the target of a fault in frames", target, ["frame", "to"]);
    const { frame, to = "" } = target;
    const known = frames.join(", ");
    must(
      frames.includes(frame as string),
      () => `the daemon sends no frame ${show(frame)}; there are: ${known}`,
    );
    must(
      typeof to === "string",
      () => `a fault in frames to ${show(to)}: write a peer's display name`,
    );
    return;
  }
  checkKeys("the target of a fault", target, ["endpoint", "from", "to", "body"]);
  const { endpoint = "*", from = "", to = "", body = {} } = target;
  checkEndpoint(endpoint);
  for (const peer of [from, to]) {
    must(
      typeof peer === "string",
      () => `${show(peer)} is not a peer: write a peer id or a display name`,
    );
  }
  must(isRecord(body), () => "the body in the target of a fault must be an object");
}

function checkEndpoint(target: unknown): void {
  if (target === "*" || endpointNames.includes(target as string)) return;
  const nearest =
    typeof target === "string"
      ? `there is no endpoint ${show(target)}; the nearest are ${nearestWords(target, endpointNames).join(", ")}. `
      : `${show(target)} is not a fault target. `;
  throw misuse(
    `${nearest}Write an endpoint's name, "*" for any call, { endpoint: "ask", to: "bob" } for some ` +
      'calls, or { frame: "ask" } for frames',
  );
}

function checkKind(fault: object): void {
  const found = kinds.filter((kind) => Object.hasOwn(fault, kind));
  const [kind] = found;
  if (kind === undefined) throw noFault(fault);
  must(
    found.length === 1,
    () => `a fault does one thing: plan ${found.join(" and ")} as separate faults`,
  );
  const known = kind === "status" ? ["status", "body", "headers"] : [kind];
  checkKeys(`the fault "${kind}"`, fault, known);
  checks[kind](fault as never);
}

type Checks = {
  readonly [Kind in (typeof kinds)[number]]: (
    fault: Extract<CallFault, Readonly<Record<Kind, unknown>>>,
  ) => void;
};

const checks: Checks = {
  status({ status, body, headers = {} }) {
    const isStatus = Number.isInteger(status) && status >= 200 && status <= 599;
    must(isStatus, () => `${show(status)} is not a valid status: write a number from 200 to 599`);
    const mayHaveBody = !bodilessStatuses.has(status) || body === undefined;
    must(mayHaveBody, () => `an answer with the status ${status} has no body: leave it out`);
    if (body !== undefined) jsonCopy("the body of a fault", body);
    must(isRecord(headers), () => "the headers of a fault must be an object");
    for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
  },
  latency({ latency }) {
    if (!Array.isArray(latency)) return void milliseconds(latency as Duration);
    const [least, most, ...others] = (latency as Duration[]).map(milliseconds);
    const isRange = least !== undefined && most !== undefined && others.length === 0;
    must(
      isRange && least <= most,
      () => `${show(latency)} is not a latency range: write the shortest and the longest`,
    );
  },
  cutBodyAfter({ cutBodyAfter: bytes }) {
    const isCount = Number.isInteger(bytes) && bytes >= 0;
    must(isCount, () => `cutBodyAfter takes a number of bytes, not ${show(bytes)}`);
  },
  slowBody({ slowBody }) {
    must(
      isRecord(slowBody),
      () => `slowBody takes { bytes: 100, every: "50ms" }, not ${show(slowBody)}`,
    );
    checkKeys("slowBody", slowBody, ["bytes", "every"]);
    const { bytes, every } = slowBody;
    const isCount = Number.isInteger(bytes) && bytes > 0;
    must(isCount, () => `slowBody sends at least one byte at a time, not ${show(bytes)}`);
    milliseconds(every);
  },
};

function checkHeader(name: string, value: unknown): void {
  must(/^[\w!#$%&'*+.^`|~-]+$/.test(name), () => `${show(name)} is not a header name`);
  const isValue = typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  must(isValue, () => `${show(value)} cannot be the value of the header ${name}`);
  const words =
    "follows from the body: leave it out, or plan cutBodyAfter for a body that is shorter than its " +
    "headers say";
  must(!ofTheDoors.includes(name.toLowerCase()), () => `the header ${name} ${words}`);
}

function checkFit(target: FaultTarget, fault: WantedFault): void {
  const isForFrames = isFrameTarget(target);
  must(
    isFrameFault(fault) === isForFrames,
    () =>
      `the fault ${show(fault)} is not for ${show(target)}: drop-frame and duplicate-frame are for ` +
      '{ frame: "ask" } and the like, all others for an endpoint\'s name or "*"',
  );
  if (isForFrames || !isJsonFault(fault)) return;
  const { endpoint: name = "*" } = callTarget(target);
  if (name === "*") return;
  const { response }: Endpoint = endpoints[name];
  const words = "cannot happen: plan cutBodyAfter, slowBody or a status";
  must(
    response !== "bytes",
    () => `the answer to ${name} is a file, not JSON, so the fault ${show(fault)} ${words}`,
  );
}

function must(holds: boolean, words: () => string): void {
  if (!holds) throw misuse(words());
}

function noFault(fault: unknown): FakeDaemonError {
  const texts = named.map(show).join(", ");
  return misuse(
    `${show(fault)} is not a fault; write one of ${texts}, an object with one of ${kinds.join(", ")}, ` +
      "or a function of the call",
  );
}
