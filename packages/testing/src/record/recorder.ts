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
    return this.#entries;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#entries.filter((entry) => entry.kind === "request");
  }

  get messages(): readonly RecordedMessage[] {
    return this.#entries.filter((entry) => entry.kind === "message");
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

class Call implements RecordedRequest {
  readonly kind = "request";
  readonly order: number;
  readonly endpoint: EndpointName | undefined;
  readonly #time: number;
  readonly #request: Pick<WireRequest, "method" | "target" | "body" | "by">;
  #answer: WireAnswer | undefined;

  constructor(
    order: number,
    time: number,
    { method, target, body, by }: WireRequest,
    endpoint: EndpointName | undefined,
  ) {
    this.order = order;
    this.endpoint = endpoint;
    this.#time = time;
    this.#request = { method, target, body, by };
  }

  get at(): Date {
    return new Date(this.#time);
  }

  get by(): string | undefined {
    return this.#request.by;
  }

  get method(): string {
    return this.#request.method;
  }

  get path(): string {
    return this.#request.target;
  }

  get rawBody(): string {
    return textOf(this.#request.body) ?? "";
  }

  get body(): unknown {
    return parsed(this.rawBody);
  }

  get status(): number | undefined {
    return this.#answer?.status;
  }

  get rawAnswer(): string | undefined {
    return this.#answer && textOf(this.#answer.body);
  }

  get answer(): unknown {
    return parsed(this.rawAnswer);
  }

  /** The answer, when there is one. */
  answered(answer: WireAnswer): void {
    this.#answer = answer;
  }

  toJSON(): object {
    const { kind, order, at, by, method, path, endpoint, body, status, answer } = this;
    return { kind, order, at, by, method, path, endpoint, body, status, answer };
  }
}

class Message implements RecordedMessage {
  readonly kind = "message";
  readonly order: number;
  readonly direction: RecordedMessage["direction"];
  readonly peer: string | undefined;
  readonly raw: string;
  readonly #time: number;

  constructor(
    order: number,
    time: number,
    direction: RecordedMessage["direction"],
    peer: string | undefined,
    raw: string,
  ) {
    this.order = order;
    this.direction = direction;
    this.peer = peer;
    this.raw = raw;
    this.#time = time;
  }

  get at(): Date {
    return new Date(this.#time);
  }

  get frame(): Readonly<Record<string, unknown>> {
    const frame = parsed(this.raw);
    return isRecord(frame) ? frame : {};
  }

  toJSON(): object {
    const { kind, order, at, direction, peer, frame } = this;
    return { kind, order, at, direction, peer, frame };
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
