export { RepowireClient } from "./repowire-client.ts";
export type { CallResponse, RepowireCall } from "./call.ts";
export type {
  AuthToken,
  CallOptions,
  DriftEvent,
  Fetch,
  HeadersOption,
  Logger,
  RepowireClientOptions,
  RequestEvent,
  ResponseEvent,
  Validation,
} from "./options.ts";
// A user of the client needs no second package to catch its errors or to name its types.
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
} from "@repowire/protocol";
export type {
  AckParams,
  AskParams,
  AskResult,
  BroadcastParams,
  BroadcastResult,
  Delivery,
  ErrorCause,
  ErrorRequest,
  GetPeerParams,
  Health,
  ListPeersParams,
  NotifyParams,
  NotifyResult,
  OkResult,
  Peer,
  PendingAsk,
  PendingAsksParams,
  RegisterPeerParams,
  RegisterPeerResult,
  UnregisterPeerParams,
} from "@repowire/protocol";
