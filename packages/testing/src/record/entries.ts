import type { EndpointName } from "@repowire/protocol";

/** A call that somebody made, and what came of it. */
export interface RecordedRequest {
  readonly kind: "request";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  /** The scripted peer that made it. Absent: the test, or what it tests. */
  readonly by: string | undefined;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Absent: no endpoint. */
  readonly endpoint: EndpointName | undefined;
  /** The body as JSON, where it was JSON. */
  readonly body: unknown;
  /** The body as it came. */
  readonly rawBody: string;
  /** Absent: there is no answer yet, or there was none. */
  readonly status: number | undefined;
  /** The answer as JSON, where it was JSON. */
  readonly answer: unknown;
  /** The answer as it went out. */
  readonly rawAnswer: string | undefined;
}

/** A frame on a socket. */
export interface RecordedMessage {
  readonly kind: "message";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  readonly direction: "to_peer" | "from_peer";
  /** The peer's display name; absent before it has said who it is. */
  readonly peer: string | undefined;
  /** The frame as JSON, where it was JSON. */
  readonly frame: Readonly<Record<string, unknown>>;
  /** The frame as it was sent. */
  readonly raw: string;
}
