import type { BoundedBody } from "./bounded-body.ts";

/** How far a call has come; errors are told apart by this, not by what a runtime calls them. */
export class Progress {
  readonly controller = new AbortController();
  /** Whether `fetch` was called. Before that, nothing can have been sent. */
  sent = false;
  /** What `fetch` threw, before ky put something of its own around it. */
  thrown: unknown;
  /** Whether a function of the caller's own failed, for the token or for the body. */
  callerFailed = false;
  /** The token of this call, when a function gave it. */
  token: string | undefined;
  response: Response | undefined;
  body: BoundedBody | undefined;
}
