/** A request, whatever door it came through. */
export interface WireRequest {
  readonly method: string;
  /** The path and the query, as sent. */
  readonly target: string;
  readonly body: string | Uint8Array | null;
  /** The value of a header, by its name in small letters. */
  header(name: string): string | null;
  /** The scripted peer that sends it. */
  readonly by?: string | undefined;
  /** Tells when the caller is gone. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer on its way out. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, or what is still to come. */
  readonly body: string | Uint8Array | AnswerStream | null;
}

/** An answer that goes on until one of both sides ends it. */
export interface AnswerStream {
  /** Starts it; the answer is a function that the caller ends it with. */
  start(sink: AnswerSink): () => void;
}

/** Where the pieces of an answer go. */
export interface AnswerSink {
  write(piece: string | Uint8Array): void;
  end(): void;
  /** Loses the connection. */
  fail(): void;
}

/** Whether a body is still to come. */
export function isStream(body: WireAnswer["body"]): body is AnswerStream {
  return typeof body === "object" && body !== null && "start" in body;
}
