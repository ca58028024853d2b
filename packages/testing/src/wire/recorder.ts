import type { EndpointName } from "@repowire/protocol";

import { isRecord } from "../support.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";
import type { RecordedCall, RecordedMessage, RecordedRequest } from "./entries.ts";

/** Entries that are kept; older ones are forgotten. */
const kept = 10_000;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes down every call and every frame, and reads the last of them when somebody asks. */
export class Recorder {
  readonly #now: () => number;
  readonly #entries: (Call | Message)[] = [];
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly (RecordedRequest | RecordedMessage)[] {
    return this.#last.map((entry) => entry.read());
  }

  get requests(): readonly RecordedRequest[] {
    return this.#last.filter((entry) => entry instanceof Call).map((entry) => entry.read());
  }

  get messages(): readonly RecordedMessage[] {
    return this.#last.filter((entry) => entry instanceof Message).map((entry) => entry.read());
  }

  request(request: WireRequest, endpoint: EndpointName | undefined): Call {
    const call = new Call(this.#count++, this.#now(), request, endpoint);
    this.#add(call);
    return call;
  }

  message(
    direction: RecordedMessage["direction"],
    peer: string | undefined,
    raw: string | Uint8Array,
  ): void {
    this.#add(new Message(this.#count++, this.#now(), direction, peer, raw));
  }

  clear(): void {
    this.#entries.length = 0;
  }

  get #last(): (Call | Message)[] {
    return this.#entries.slice(-kept);
  }

  #add(entry: Call | Message): void {
    this.#entries.push(entry);
    // Seldom, since what it takes is the same for one entry and for many.
    if (this.#entries.length > kept * 2) this.#entries.splice(0, kept);
  }
}

class Call {
  readonly #order: number;
  readonly #endpoint: EndpointName | undefined;
  readonly #time: number;
  readonly #request: Pick<WireRequest, "method" | "target" | "body" | "by">;
  #answer: WireAnswer | undefined;

  constructor(
    order: number,
    time: number,
    { method, target, body, by }: WireRequest,
    endpoint: EndpointName | undefined,
  ) {
    this.#order = order;
    this.#endpoint = endpoint;
    this.#time = time;
    this.#request = { method, target, body, by };
  }

  /** The answer, when there is one. */
  answered(answer: WireAnswer): void {
    this.#answer = answer;
  }

  read(): RecordedRequest {
    const { method, target, body, by } = this.#request;
    const rawBody = textOf(body) ?? "";
    const rawAnswer = this.#answer && textOf(this.#answer.body);
    const status = this.#answer?.status;
    const answer = parsed(rawAnswer);
    const entry: Omit<RecordedCall<undefined>, "endpoint"> = {
      kind: "request",
      order: this.#order,
      at: new Date(this.#time),
      by,
      method,
      path: target,
      body: parsed(rawBody),
      rawBody,
      status,
      result: status !== undefined && status < 300 ? answer : undefined,
      answer,
      rawAnswer,
    };
    return { ...entry, endpoint: this.#endpoint } as RecordedRequest;
  }
}

class Message {
  readonly #order: number;
  readonly #time: number;
  readonly #direction: RecordedMessage["direction"];
  readonly #peer: string | undefined;
  readonly #raw: string | Uint8Array;

  constructor(
    order: number,
    time: number,
    direction: RecordedMessage["direction"],
    peer: string | undefined,
    raw: string | Uint8Array,
  ) {
    this.#order = order;
    this.#time = time;
    this.#direction = direction;
    this.#peer = peer;
    this.#raw = raw;
  }

  read(): RecordedMessage {
    const raw = textOf(this.#raw) ?? "";
    const frame = parsed(raw);
    return {
      kind: "message",
      order: this.#order,
      at: new Date(this.#time),
      direction: this.#direction,
      peer: this.#peer,
      frame: isRecord(frame) ? frame : {},
      raw,
    } as RecordedMessage;
  }
}

function textOf(body: WireAnswer["body"]): string | undefined {
  if (body instanceof Uint8Array) return decoder.decode(body);
  return typeof body === "string" ? body : undefined;
}

function parsed(raw: string | undefined): unknown {
  try {
    return raw === undefined || raw === "" ? undefined : (JSON.parse(raw) as unknown);
  } catch {
    return undefined;
  }
}
