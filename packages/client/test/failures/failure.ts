import { expect } from "vitest";

/** A daemon's answer to `health`. */
export const health = { status: "ok", version: "0.17.0" };

/** The error with which a call fails. */
export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => expect.unreachable(`resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
