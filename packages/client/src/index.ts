export { type JsonEndpointName, RepowireClient } from "./client.ts";
export type { AskMany, AskManyAnswer, AskManyReply, Quorum } from "./replies/ask-many.ts";
export type {
  AcknowledgedReply,
  AnsweredReply,
  Ask,
  AskReply,
  DeclinedReply,
  LostReply,
  PendingReply,
  ReplyOptions,
  SettledReply,
  StructuredAnswer,
} from "./replies/reply.ts";
export type {
  AnswerSchema,
  MatchingReply,
  MismatchedReply,
  SchemaIssue,
  SchemaOutcome,
  TypedAsk,
  TypedReply,
  TypedReplyOptions,
} from "./replies/typed-reply.ts";
export type { Bytes } from "./http/body.ts";
export type { RepowireCall } from "./http/call.ts";
export type { CallResponse } from "./http/send.ts";
export type {
  AttachmentSource,
  DownloadedBytes,
  DownloadedFile,
  DownloadedStream,
  UploadOptions,
} from "./http/files.ts";
export type { Clock, Timer } from "./scope.ts";
export type {
  CallDiagnostics,
  Diagnostics,
  EventDiagnostics,
  PeerDiagnostics,
} from "./observers.ts";
export type { EventGap } from "./events/order.ts";
export {
  type EventStream,
  type EventStreamItem,
  type EventStreamOptions,
  EventStreamOverflowError,
  type EventType,
} from "./events/stream.ts";
export { type InboundText, formatInbound } from "./format-inbound.ts";
export { preload } from "./parts.ts";
export type {
  AskHandler,
  AskHandlers,
  AskOutcome,
  HandlerContext,
  HandlerErrorPolicy,
  InboundAnswer,
  InboundAsk,
  InboundAskData,
  InboundQuestion,
  PlainAsk,
  QuestionAsk,
  QuestionAskOutcome,
  ReplyContent,
} from "./peer/inbound-ask.ts";
export type { LivePeer } from "./peer/live-peer.ts";
export type { InboundBroadcast, InboundMessage, InboundNotification } from "./peer/mailbox.ts";
export type {
  ClosePeerOptions,
  ClosePeerResult,
  ConnectPeerOptions,
  ConnectPeerParams,
  LivePeerStatus,
  StatusChange,
} from "./peer/options.ts";
export {
  ClientClosedError,
  type ClientClosedErrorOptions,
  LoadError,
  type LoadErrorOptions,
  PeerConnectionError,
  type PeerConnectionErrorOptions,
  PeerNotReadyError,
  type PeerNotReadyErrorOptions,
  PeerRefusedError,
  type PeerStep,
} from "./errors.ts";
export type {
  SpawnUntilReadyOptions,
  WaitForPeerOptions,
  WaitUntilReadyOptions,
} from "./wait-for-peer.ts";
export type { Route } from "./http/encode-request.ts";
export type {
  AuthToken,
  CallOptions,
  DriftEvent,
  Fetch,
  FetchInit,
  FetchResponse,
  HeadersOption,
  Logger,
  RepowireClientOptions,
  RequestEvent,
  ResponseEvent,
  Validation,
  WebSocketConstructor,
  WebSocketLike,
} from "./options.ts";
// Users need no second package to name what a method takes or returns, or to catch its errors.
export type * from "@repowire/protocol";
export {
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  DaemonTimeoutError,
  RepowireError,
  isDaemonConnectionError,
  isDaemonHTTPError,
  isDaemonResponseError,
  isDaemonTimeoutError,
  isRepowireError,
} from "@repowire/protocol/errors";
