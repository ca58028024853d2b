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
