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
