import type { EndpointName } from "@repowire/protocol";

import { isRecord, untilAborted } from "../support.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";
import { hintHeader } from "./hints.ts";
import type { RecordedCall, RecordedMessage, RecordedRequest } from "./entries.ts";

/** How many entries are kept. Older ones are dropped. */
const kept = 10_000;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Records every call and frame. It parses the recorded entries on demand. */
export class Recorder {
  readonly #now: () => number;
  /** Listeners for calls. */
  readonly #watchers = new Set<(call: Call) => void>();
  readonly #entries: (Call | Message)[] = [];
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get all(): readonly (RecordedRequest | RecordedMessage)[] {
    return this.#last.map((entry) => entry.read());
  }

  get requests(): readonly RecordedRequest[] {
    return this.#last.filter((entry) => entry.kind === "request").map((entry) => entry.read());
  }

  get messages(): readonly RecordedMessage[] {
    return this.#last.filter((entry) => entry.kind === "message").map((entry) => entry.read());
  }

  request(request: WireRequest, endpoint: EndpointName | undefined): Call {
    const call = new Call(this.#count++, this.#now(), request, endpoint);
    this.add(call);
    for (const watcher of this.#watchers) watcher(call);
    return call;
  }

  /** Makes the entry of a frame. It is not recorded yet, because the frame may get lost. */
  message(
    direction: RecordedMessage["direction"],
    peer: string | undefined,
    raw: string | Uint8Array,
  ): Message {
    const [order, time] = [this.#count++, this.#now()];
    const read = () => {
      const text = textOf(raw) ?? "";
      const frame = parsed(text);
      const shown = isRecord(frame) ? frame : {};
      const at = new Date(time);
      return { kind: "message", order, at, direction, peer, frame: shown, raw: text };
    };
    return { kind: "message", read } as Message;
  }

  /** Resolves with the first call of an endpoint that matches, even if it was made before. */
  find(
    endpoint: EndpointName,
    fits: (call: RecordedRequest) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<Call> {
    const { promise, resolve, reject } = Promise.withResolvers<Call>();
    const look = (call: Call) => {
      try {
        if (call.endpoint === endpoint && fits(call.read())) resolve(call);
      } catch (error) {
        reject(error as Error);
      }
    };
    for (const entry of this.#last) if (entry.kind === "request") look(entry);
    this.#watchers.add(look);
    return untilAborted(promise, signal).finally(() => this.#watchers.delete(look));
  }

  /** Records an entry. */
  add(entry: Call | Message): void {
    this.#entries.push(entry);
    // Rarely, because it costs the same for one entry as for many.
    if (this.#entries.length > kept * 2) this.#entries.splice(0, kept);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  get #last(): (Call | Message)[] {
    return this.#entries.slice(-kept);
  }
}

/** A recorded call. */
export class Call {
  readonly kind = "request";
  readonly endpoint: EndpointName | undefined;
  #isOver = false;
  /** No promise, because every recorded call would keep one. */
  readonly #whenOver: (() => void)[] = [];
  readonly #order: number;
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
    this.endpoint = endpoint;
    this.#time = time;
    this.#request = { method, target, body, by };
  }

  /** Resolves when the daemon is done with it. */
  whenOver(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOver) resolve();
      else this.#whenOver.push(resolve);
    });
  }

  /** Called when the daemon is done with the call. Without an answer the connection was lost. */
  over(answer: WireAnswer | undefined): void {
    this.#answer = answer;
    this.#isOver = true;
    for (const tell of this.#whenOver.splice(0)) tell();
  }

  read(): RecordedRequest {
    const { method, target, body, by } = this.#request;
    const rawBody = textOf(body) ?? "";
    const rawAnswer = this.#answer && textOf(this.#answer.body);
    const status = this.#answer?.status;
    const answer = parsed(rawAnswer);
    const entry: Omit<RecordedCall<undefined>, "endpoint"> = {
      kind: this.kind,
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
      hint: this.#answer?.headers[hintHeader],
    };
    return { ...entry, endpoint: this.endpoint } as RecordedRequest;
  }
}

/** A recorded frame. */
interface Message {
  readonly kind: "message";
  read(): RecordedMessage;
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
