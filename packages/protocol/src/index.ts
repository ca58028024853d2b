export { daemonVersions, type DaemonVersion } from "./versions.ts";
export { type Open, knownValues } from "./schema.ts";
export { describeIssues } from "./issues.ts";
export {
  type EndpointName,
  type ParamsOf,
  type ResultOf,
  endpoints,
} from "./endpoints/index.ts";
export { type Endpoint, type EndpointSchema, type Hold } from "./endpoints/endpoint.ts";
export {
  type AcpBrokerHealth,
  AcpBrokerHealthSchema,
  type AcpPermissionHealth,
  AcpPermissionHealthSchema,
  type ChannelHealth,
  ChannelHealthSchema,
  type Health,
  HealthSchema,
  acpBrokerStatuses,
  channelStatuses,
} from "./health.ts";
export {
  type Backend,
  type GetPeerParams,
  GetPeerParamsSchema,
  type InboundStatus,
  type ListPeersParams,
  ListPeersParamsSchema,
  type ListPeersResult,
  ListPeersResultSchema,
  type OkResult,
  OkResultSchema,
  type Peer,
  type PeerRole,
  PeerSchema,
  type PeerStatus,
  type RegisterPeerParams,
  RegisterPeerParamsSchema,
  type RegisterPeerResult,
  RegisterPeerResultSchema,
  type TurnState,
  type UnregisterPeerParams,
  UnregisterPeerParamsSchema,
  backends,
  circleSources,
  inboundStatuses,
  isBackend,
  isPeerRole,
  isPeerStatus,
  peerRoles,
  peerStatuses,
  turnStates,
} from "./peers.ts";
export {
  type AckParams,
  AckParamsSchema,
  type Answer,
  AnswerSchema,
  type AskParams,
  AskParamsSchema,
  type AskResult,
  AskResultSchema,
  type AttachmentRef,
  AttachmentRefSchema,
  type BroadcastFailure,
  BroadcastFailureSchema,
  type BroadcastParams,
  BroadcastParamsSchema,
  type BroadcastResult,
  BroadcastResultSchema,
  type NotifyParams,
  NotifyParamsSchema,
  type NotifyResult,
  NotifyResultSchema,
  type Question,
  type QuestionOption,
  QuestionOptionSchema,
  QuestionSchema,
  answerOutcomes,
  deliveryStates,
  notifyReasons,
  notifyStatuses,
  questionKinds,
  questionScopes,
} from "./messages.ts";
export {
  type PendingAsk,
  PendingAskSchema,
  type PendingAsksParams,
  PendingAsksParamsSchema,
  type PendingAsksResult,
  PendingAsksResultSchema,
  askDirections,
} from "./asks.ts";
export {
  type Delivery,
  type ErrorCause,
  type ErrorRequest,
  RepowireError,
  type RepowireErrorOptions,
  isRepowireError,
} from "./errors/repowire-error.ts";
export {
  DaemonConnectionError,
  type DaemonConnectionErrorOptions,
  isDaemonConnectionError,
} from "./errors/daemon-connection-error.ts";
export {
  DaemonTimeoutError,
  type DaemonTimeoutErrorOptions,
  isDaemonTimeoutError,
} from "./errors/daemon-timeout-error.ts";
export {
  DaemonHTTPError,
  type DaemonHTTPErrorOptions,
  isDaemonHTTPError,
} from "./errors/daemon-http-error.ts";
export {
  DaemonResponseError,
  type DaemonResponseErrorOptions,
  isDaemonResponseError,
} from "./errors/daemon-response-error.ts";
export { type ErrorBody, readErrorBody } from "./errors/error-body.ts";
