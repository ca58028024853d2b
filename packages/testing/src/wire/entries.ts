import type { DaemonFrame, EndpointName, ParamsOf, ResultOf } from "@repowire/protocol";

/** A recorded call of one endpoint, with its answer. */
export interface RecordedCall<Name extends EndpointName | undefined> {
  /** The record of a request. */
  readonly kind: "request";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  /** The scripted peer that made the call. Absent if the test or the tested code made it. */
  readonly by: string | undefined;
  /** The method of HTTP. */
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** Absent if the route is not an endpoint. */
  readonly endpoint: Name;
  /** The body, if it was JSON: the parameters that are not in the path. It may be invalid. */
  readonly body: Name extends EndpointName ? Partial<ParamsOf<Name>> | undefined : unknown;
  /** The raw body, read as UTF-8. Use `downloadAttachment` to get the bytes of an uploaded file. */
  readonly rawBody: string;
  /** Absent if the call has no answer, or no answer yet. */
  readonly status: number | undefined;
  /** The answer, if it was a 2xx in JSON. */
  readonly result: Name extends EndpointName ? ResultOf<Name> | undefined : unknown;
  /** The JSON of any answer, including a refusal. */
  readonly answer: unknown;
  /** The raw answer, read as UTF-8. Absent for a stream. */
  readonly rawAnswer: string | undefined;
  /** The fake's hint about a refusal, such as the peer that was probably meant. */
  readonly hint: string | undefined;
}

/** A recorded call of any endpoint. Narrow it by `endpoint` to get the types of body and result. */
export type RecordedRequest =
  | { readonly [Name in EndpointName]: RecordedCall<Name> }[EndpointName]
  | RecordedCall<undefined>;

/** The common fields of recorded frames. */
export interface RecordedFrame {
  /** The record of a frame. */
  readonly kind: "message";
  /** Its place among all that was recorded. */
  readonly order: number;
  /** The daemon's time. */
  readonly at: Date;
  /** The peer's display name. Absent before the peer has connected. */
  readonly peer: string | undefined;
  /** The raw frame, read as UTF-8. */
  readonly raw: string;
}

/** A recorded frame of the daemon. */
export interface RecordedDaemonFrame extends RecordedFrame {
  /** From the daemon to a peer. */
  readonly direction: "to_peer";
  /** The frame. */
  readonly frame: DaemonFrame;
}

/** A recorded frame of a peer. Its content is not checked. */
export interface RecordedPeerFrame extends RecordedFrame {
  /** From a peer to the daemon. */
  readonly direction: "from_peer";
  /** Empty if it was not JSON. Use `isPeerFrame` of `@repowire/protocol` to check it. */
  readonly frame: Readonly<Record<string, unknown>>;
}

/** A recorded frame. */
export type RecordedMessage = RecordedDaemonFrame | RecordedPeerFrame;
