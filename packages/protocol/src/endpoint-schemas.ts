import type { EndpointName, ParamsOf, ResultOf } from "./endpoint.ts";
import { askEndpoints } from "./models/asks.ts";
import { attachmentEndpoints } from "./models/attachments.ts";
import { chatEndpoints } from "./models/chat.ts";
import { eventEndpoints } from "./models/events.ts";
import { healthEndpoints } from "./models/health.ts";
import { jobEndpoints } from "./models/jobs.ts";
import { messageEndpoints } from "./models/messages.ts";
import { peerStateEndpoints } from "./models/peer-state.ts";
import { peerEndpoints } from "./models/peers.ts";
import { registrationEndpoints } from "./models/registration.ts";
import { sessionEndpoints } from "./models/sessions.ts";
import { spawnEndpoints } from "./models/spawn.ts";
import { traceEndpoints } from "./models/traces.ts";
import type { Schema } from "./schema.ts";

/** Every endpoint with its schemas, as written in the tables. */
export const definitions = merge(
  healthEndpoints,
  peerEndpoints,
  registrationEndpoints,
  peerStateEndpoints,
  messageEndpoints,
  askEndpoints,
  eventEndpoints,
  chatEndpoints,
  traceEndpoints,
  spawnEndpoints,
  sessionEndpoints,
  attachmentEndpoints,
  jobEndpoints,
);

/**
 * The schemas of the parameters and the result of each endpoint, for `zod/mini` and for every library
 * that accepts a Standard Schema.
 */
export const endpointSchemas: {
  readonly [Name in EndpointName]: {
    readonly params: Schema<ParamsOf<Name>>;
    readonly result: Schema<ResultOf<Name>>;
  };
} = definitions;

// A spread of objects would stay in every bundle.
// @__NO_SIDE_EFFECTS__
function merge<const Tables extends readonly object[]>(...tables: Tables): Merged<Tables> {
  return Object.assign({}, ...tables) as Merged<Tables>;
}

type Merged<Tables extends readonly object[]> = Tables extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & Merged<Rest>
  : unknown;
