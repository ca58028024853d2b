/** An answer that is not a 2xx, on its way to the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  /** Whether the daemon failed unexpectedly. Then it adds no headers of its own to the answer. */
  get isBreakdown(): boolean {
    return typeof this.body === "string";
  }

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The daemon's usual refusal: a sentence, or an object with a code, in `detail`. */
export function refuse(status: number, detail: string | Record<string, unknown>): never {
  throw new Refusal(status, { detail });
}

/** The detail of a refusal. Any other error is thrown again. */
export function detailOf(error: unknown): unknown {
  if (!(error instanceof Refusal)) throw error;
  return (error.body as { readonly detail: unknown }).detail;
}

/** What the daemon answers when something in it breaks down: plain text, and the connection ends. */
export function brokenDown(): Refusal {
  return new Refusal(500, "Internal Server Error", { connection: "close" });
}

export function breakDown(): never {
  throw brokenDown();
}
