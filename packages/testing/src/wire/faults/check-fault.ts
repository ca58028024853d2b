import { type Endpoint, daemonFrameSchemas, endpoints } from "@repowire/protocol";

import { type Duration, milliseconds } from "../../time/duration.ts";
import { type FakeDaemonError, misuse } from "../../fake-daemon-error.ts";
import type { FaultOptions } from "../../options.ts";
import { isRecord, checkKeys, jsonCopy, nearestWords, show } from "../../support.ts";
import {
  type CallFault,
  type FaultTarget,
  type WantedFault,
  bodilessStatuses,
  isFrameFault,
  isJsonFault,
} from "./fault.ts";

const named = [
  ...["refuse", "reset", "timeout", "drop-reply", "malformed-json", "wrong-type"],
  ...["drop-frame", "duplicate-frame"],
];
const kinds = ["status", "latency", "cutBodyAfter", "slowBody"] as const;
const frames = Object.keys(daemonFrameSchemas);
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
  if (times === undefined) return;
  if (times !== Infinity && !(Number.isInteger(times) && times > 0)) {
    throw misuse(`a fault happens at least once: ${show(times)} is not a number of times`);
  }
}

function checkTarget(target: unknown): void {
  if (isRecord(target) && !("frame" in target)) return checkCallTarget(target);
  if (isRecord(target)) {
    checkKeys("the target of a fault in frames", target, ["frame", "to"]);
    if (!frames.includes(target["frame"] as string)) {
      throw misuse(
        `the daemon sends no frame ${show(target["frame"])}; there are: ${frames.join(", ")}`,
      );
    }
    if (target["to"] === undefined || typeof target["to"] === "string") return;
    throw misuse(`a fault in frames to ${show(target["to"])}: write a peer's display name`);
  }
  checkEndpoint(target);
}

function checkCallTarget(target: Readonly<Record<string, unknown>>): void {
  checkKeys("the target of a fault", target, ["endpoint", "from", "to", "body"]);
  const { endpoint = "*", from = "", to = "", body = {} } = target;
  checkEndpoint(endpoint);
  for (const peer of [from, to]) {
    if (typeof peer === "string") continue;
    throw misuse(`${show(peer)} is not a peer: write a peer id or a display name`);
  }
  if (!isRecord(body)) throw misuse("the body in the target of a fault must be an object");
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
  if (found.length > 1) {
    throw misuse(`a fault does one thing: plan ${found.join(" and ")} as separate faults`);
  }
  checkKeys(
    `the fault "${kind}"`,
    fault,
    kind === "status" ? ["status", "body", "headers"] : [kind],
  );
  checks[kind](fault as never);
}

type Checks = {
  readonly [Kind in (typeof kinds)[number]]: (
    fault: Extract<CallFault, Readonly<Record<Kind, unknown>>>,
  ) => void;
};

const checks: Checks = {
  status({ status, body, headers = {} }) {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw misuse(`${show(status)} is not a valid status: write a number from 200 to 599`);
    }
    if (bodilessStatuses.has(status) && body !== undefined) {
      throw misuse(`an answer with the status ${status} has no body: leave it out`);
    }
    if (body !== undefined) jsonCopy("the body of a fault", body);
    if (!isRecord(headers)) throw misuse("the headers of a fault must be an object");
    for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
  },
  latency({ latency }) {
    if (!Array.isArray(latency)) return void milliseconds(latency as Duration);
    const [least, most, ...others] = (latency as Duration[]).map(milliseconds);
    if (least !== undefined && most !== undefined && others.length === 0 && least <= most) return;
    throw misuse(`${show(latency)} is not a latency range: write the shortest and the longest`);
  },
  cutBodyAfter({ cutBodyAfter }) {
    if (Number.isInteger(cutBodyAfter) && cutBodyAfter >= 0) return;
    throw misuse(`cutBodyAfter takes a number of bytes, not ${show(cutBodyAfter)}`);
  },
  slowBody({ slowBody }) {
    if (!isRecord(slowBody)) {
      throw misuse(`slowBody takes { bytes: 100, every: "50ms" }, not ${show(slowBody)}`);
    }
    checkKeys("slowBody", slowBody, ["bytes", "every"]);
    const { bytes, every } = slowBody;
    if (!Number.isInteger(bytes) || bytes < 1) {
      throw misuse(`slowBody sends at least one byte at a time, not ${show(bytes)}`);
    }
    milliseconds(every);
  },
};

function checkHeader(name: string, value: unknown): void {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw misuse(`${show(name)} is not a header name`);
  if (typeof value !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw misuse(`${show(value)} cannot be the value of the header ${name}`);
  }
  if (!ofTheDoors.includes(name.toLowerCase())) return;
  throw misuse(
    `the header ${name} follows from the body: leave it out, or plan cutBodyAfter for a ` +
      "body that is shorter than its headers say",
  );
}

function checkFit(target: FaultTarget, fault: WantedFault): void {
  const isForFrames = isRecord(target) && "frame" in target;
  if (isFrameFault(fault) !== isForFrames) {
    throw misuse(
      `the fault ${show(fault)} is not for ${show(target)}: drop-frame and duplicate-frame are for ` +
        '{ frame: "ask" } and the like, all others for an endpoint\'s name or "*"',
    );
  }
  const name = typeof target === "string" ? target : "endpoint" in target ? target.endpoint : "*";
  if (isForFrames || name === undefined || name === "*" || !isJsonFault(fault)) return;
  const { response }: Endpoint = endpoints[name];
  if (response !== "bytes") return;
  throw misuse(
    `the answer to ${name} is a file, not JSON, so the fault ${show(fault)} cannot happen: ` +
      "plan cutBodyAfter, slowBody or a status",
  );
}

function noFault(fault: unknown): FakeDaemonError {
  const texts = named.map(show).join(", ");
  return misuse(
    `${show(fault)} is not a fault; write one of ${texts}, an object with one of ${kinds.join(", ")}, ` +
      "or a function of the call",
  );
}
