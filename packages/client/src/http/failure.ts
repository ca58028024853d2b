import type { ErrorCause } from "@repowire/protocol";

/** Codes that a system, a resolver or a TLS layer gives before a byte of the request is sent. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ConnectionRefused",
  "FailedToOpenSocket",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Deno has no code for it, and Node none for a port that `fetch` never calls; only these words. */
const wordsBeforeSending = ["client error (Connect)", "bad port"];

/** Something that `fetch` threw, read without trust: it may be any value at all. */
export interface Failure {
  readonly cause: ErrorCause;
  /** Whether it is certain that nothing was sent. */
  readonly beforeSending: boolean;
  readonly refused: boolean;
}

/** Makes a small plain picture of what was thrown, since the original may show a token. */
export function failureOf(thrown: unknown, redact: (text: string) => string): Failure {
  const chain = causes(thrown);
  const codes = chain.flatMap((link) => text(link, "code") ?? []);
  const words = chain.map((link) => text(link, "message") ?? "").filter((line) => line !== "");
  // The innermost says what happened; what is around it says "fetch failed".
  const innermost = chain.findLast((link) => text(link, "message")) ?? thrown;
  const code = codes.at(-1);
  const before =
    (codes.length > 0 && codes.every((each) => beforeSending.has(each))) ||
    words.some((line) => wordsBeforeSending.some((known) => line.includes(known)));
  return {
    cause: {
      name: redact(text(innermost, "name") ?? "Error"),
      message: redact(words.at(-1) ?? printed(thrown)),
      ...(code !== undefined && { code: redact(code) }),
    },
    beforeSending: before,
    refused:
      before &&
      [...codes, ...words].some((each) => /ECONNREFUSED|ConnectionRefused|refused/.test(each)),
  };
}

/** An error, its causes and the members of an aggregate, from the outside in. */
function causes(thrown: unknown, depth = 0): object[] {
  if (typeof thrown !== "object" || thrown === null || depth > 5) return [];
  const inner = property(thrown, "cause");
  const members = property(thrown, "errors");
  return [
    thrown,
    ...causes(inner, depth + 1),
    ...(Array.isArray(members) ? members.flatMap((member) => causes(member, depth + 1)) : []),
  ];
}

function text(from: unknown, key: string): string | undefined {
  const value = property(from, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function property(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown> | undefined)?.[key];
  } catch {
    return undefined;
  }
}

function printed(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
