import type { EndpointName } from "@repowire/protocol";

import { isRecord } from "../http/validation.ts";
import type { WireAnswer, WireRequest } from "../http/wire.ts";
import type { RecordedMessage, RecordedRequest } from "./entries.ts";

/** Entries that are kept; older ones are forgotten. */
const kept = 10_000;
const decoder = new TextDecoder();

/** Writes down every call and every frame, and reads them only when somebody asks. */
export class Recorder {
  readonly #now: () => number;
  readonly #entries: (Call | Message)[] = [];
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly (RecordedRequest | RecordedMessage)[] {
    return this.#entries.map((entry) => entry.read());
  }

  get requests(): readonly RecordedRequest[] {
    return this.#entries.filter((entry) => entry instanceof Call).map((entry) => entry.read());
  }

  get messages(): readonly RecordedMessage[] {
    return this.#entries.filter((entry) => entry instanceof Message).map((entry) => entry.read());
  }

  request(request: WireRequest, endpoint: EndpointName | undefined): Call {
    const call = new Call(this.#count++, this.#now(), request, endpoint);
    this.#add(call);
    return call;
  }

  message(direction: RecordedMessage["direction"], peer: string | undefined, raw: string): void {
    this.#add(new Message(this.#count++, this.#now(), direction, peer, raw));
  }

  clear(): void {
    this.#entries.length = 0;
  }

  #add(entry: Call | Message): void {
    this.#entries.push(entry);
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
    return {
      kind: "request",
      order: this.#order,
      at: new Date(this.#time),
      by,
      method,
      path: target,
      endpoint: this.#endpoint,
      body: parsed(rawBody),
      rawBody,
      status: this.#answer?.status,
      answer: parsed(rawAnswer),
      rawAnswer,
    };
  }
}

class Message {
  readonly #order: number;
  readonly #time: number;
  readonly #direction: RecordedMessage["direction"];
  readonly #peer: string | undefined;
  readonly #raw: string;

  constructor(
    order: number,
    time: number,
    direction: RecordedMessage["direction"],
    peer: string | undefined,
    raw: string,
  ) {
    this.#order = order;
    this.#time = time;
    this.#direction = direction;
    this.#peer = peer;
    this.#raw = raw;
  }

  read(): RecordedMessage {
    const frame = parsed(this.#raw);
    return {
      kind: "message",
      order: this.#order,
      at: new Date(this.#time),
      direction: this.#direction,
      peer: this.#peer,
      frame: isRecord(frame) ? frame : {},
      raw: this.#raw,
    };
  }
}

function textOf(body: WireAnswer["body"]): string | undefined {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? decoder.decode(body) : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined || text === "" ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
