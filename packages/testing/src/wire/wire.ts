/** A request, in process or on a port. */
export interface WireRequest {
  readonly method: string;
  /** The path and the query, as sent. */
  readonly target: string;
  readonly body: string | Uint8Array | null;
  /** The value of a header, by its name in small letters. */
  header(name: string): string | null;
  /** The scripted peer that sends it. */
  readonly by?: string | undefined;
  /** Aborts when the caller is gone. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body, or a stream. */
  readonly body: string | Uint8Array | AnswerStream | null;
}

/** A body that lasts until one side ends it. */
export interface AnswerStream {
  /** Starts the stream. The caller calls the returned function to end it. */
  start(sink: AnswerSink): () => void;
}

/** Receives the pieces of an answer. */
export interface AnswerSink {
  write(piece: string | Uint8Array): void;
  end(): void;
  /** Breaks the connection. */
  fail(): void;
}

/** Whether a body is a stream. */
export function isStream(body: WireAnswer["body"]): body is AnswerStream {
  return typeof body === "object" && body !== null && "start" in body;
}

/** The bytes of a request. */
export function bytesOf(body: WireRequest["body"]): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array());
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Decodes the escapes of a path. Bytes that are not UTF-8 become replacement characters. */
export function percentDecoded(path: string): string {
  return path.replaceAll(/(?:%[\da-f]{2})+/gi, (escapes) =>
    decoder.decode(Buffer.from(escapes.replaceAll("%", ""), "hex")),
  );
}

/** The transport of a daemon's socket: text frames in both directions, in order. */
export interface Line {
  send(text: string): void;
  /** Ends it. 1006 ends it without a close frame. */
  close(code: number, reason: string): void;
  /**
   * Resolves when the other side had time to answer a frame. A side that promised receipts gets
   * more time.
   */
  timeToAnswer(promisesReceipts: boolean): Promise<void>;
  /** Called once when the line is gone, no matter which side ended it. */
  closed?(): void;
}

/** How a connection fails: not made, or lost. */
export type FailureKind = "refused" | "reset";

/** An answer that never comes, because the connection is gone. */
export class TransportFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind) {
    super(kind === "refused" ? "connect ECONNREFUSED" : "read ECONNRESET");
    this.kind = kind;
  }
}

/** The failure as `fetch` shows it. */
export function asFetchFailure({ kind, message }: TransportFailure): TypeError {
  const code = kind === "refused" ? "ECONNREFUSED" : "ECONNRESET";
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}
