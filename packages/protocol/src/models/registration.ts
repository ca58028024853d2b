import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  FreeFormSchema,
  type ObjectSchema,
  boolean,
  checked,
  circleName,
  closed,
  nullish,
  nullishBoolean,
  nullishFreeForm,
  nullishInt,
  nullishOpen,
  nullishString,
  oneOf,
  open,
  optional,
  optionalBoolean,
  optionalFreeForm,
  optionalString,
  peerSegment,
  registeredName,
  rule,
  string,
  tolerant,
} from "../schema.ts";
import {
  backends,
  peerRoles,
  turnStates,
  peerSources,
  peerInitiators,
  circleSources,
} from "../words.ts";
import { PeerSchema } from "./peers.ts";

/** The fields that tell where a peer came from. */
export const provenance = {
  source: oneOf(peerSources),
  initiator: optional(oneOf(peerInitiators)),
  /** The id of the parent in the agent's runtime. It is not a peer id. */
  parent_runtime_id: optionalString,
  ephemeral: optionalBoolean,
  /** Whether the peer accepts messages. Default: false. */
  addressable: optionalBoolean,
  /** The reason if it does not. */
  addressable_reason: optionalString,
};

/** Where a peer came from and whether it can be addressed; Go only. */
export const ProvenanceSchema: ObjectSchema<models.Provenance> = closed({}, { also: provenance });

/** The peer to register. */
export const RegisterPeerParamsSchema: ObjectSchema<models.RegisterPeerParams> = closed({
  /** Claims an earlier identity. Send it with the same absolute, normalised `path`. */
  peer_id: nullishString,
  /** The daemon checks it and then ignores it. `display_name` of the result is the name. */
  name: registeredName,
  /** Absolute and normalised. Its last folder becomes a part of the display name. */
  path: nullishString,
  machine: nullishString,
  tmux_session: nullishString,
  /** A tmux pane. A pane has one peer, so the peer before goes offline. */
  pane_id: nullishString,
  /** Default: `"claude-code"`. */
  backend: optional(open(backends)),
  /** Since 0.15.2; older daemons ignore it. */
  model: nullishString,
  /**
   * Default: `"global"`; Go requires a circle. Always pass it, because the socket has another default.
   */
  circle: nullish(circleName),
  circle_source: nullish(open(circleSources)),
  /** Default: `"agent"`. Ignored if an identity is claimed. */
  role: optional(oneOf(peerRoles)),
  turn_state: nullish(oneOf(turnStates)),
  /** The process of the agent. The daemon keeps the peer while it is alive. */
  agent_pid: nullishInt,
  parent_pid: nullishInt,
  metadata: optionalFreeForm,
  /** Go only; other daemons ignore it. */
  provenance: optional(ProvenanceSchema),
});

/** The identity that a registration got. */
export const RegisterPeerResultSchema: ObjectSchema<models.RegisterPeerResult> = tolerant({
  ok: boolean,
  /** The identity to use from now on. */
  peer_id: string,
  /** The name that the daemon chose. It may differ from the one that was sent. */
  display_name: string,
  /** False if another peer kept the pane. True also if no pane was sent. */
  pane_assigned: nullishBoolean,
  /** Proves the identity for 24 hours. Treat it as a secret. */
  birth_certificate: nullishFreeForm,
  /** Go only. */
  circle: nullishString,
  /** Go only. */
  role: nullishOpen(peerRoles),
});

/** The peer to remove. */
export const UnregisterPeerParamsSchema: ObjectSchema<models.UnregisterPeerParams> = closed({
  /** A peer id or a display name. Prefer the id: of two peers with one name, the older one is removed. */
  name: peerSegment,
  circle: optionalString,
});

/** A proof of identity, and what it must match. */
export const ValidateIdentityParamsSchema: ObjectSchema<models.ValidateIdentityParams> = closed({
  /** The certificate of {@link RegisterPeerResult}, unchanged. */
  birth_certificate: checked(
    FreeFormSchema,
    rule(rules.hasEntries, [], "must not be empty: send what registerPeer returned", {
      type: "too_short",
      msg: "Dictionary should have at least 1 item after validation, not 0",
      ctx: { field_type: "Dictionary", min_length: 1, actual_length: 0 },
    }),
  ),
  backend: open(backends),
  path: nullishString,
  pane_id: nullishString,
  agent_pid: nullishInt,
});

/** The peer that the certificate belongs to. It is listed again if the daemon knew it only from its disk. */
export const ValidateIdentityResultSchema: ObjectSchema<models.ValidateIdentityResult> = tolerant({
  ok: boolean,
  peer_id: string,
  display_name: string,
  peer: PeerSchema,
});

/** Routes about registration. */
export const registrationEndpoints = endpointTable({
  /** Registers a peer, or registers an earlier identity again. */
  registerPeer: {
    method: "POST",
    path: "/peers",
    errors: [403, 409],
    aliases: [{ method: "POST", path: "/peer/register" }],
    params: RegisterPeerParamsSchema,
    result: RegisterPeerResultSchema,
    actsTwice: true,
  },
  /** Removes a peer and its identity. Asks it took part in stay open. */
  unregisterPeer: {
    method: "DELETE",
    path: "/peers/{name}",
    errors: [404, 409],
    aliases: [{ method: "POST", path: "/peer/unregister" }],
    params: UnregisterPeerParamsSchema,
    // If two peers have the same name, the first call removes one and the second call the other.
    actsTwice: true,
  },
  /** Proves an identity with the certificate of its registration. */
  validateIdentity: {
    method: "POST",
    path: "/peers/identity/validate",
    errors: [409],
    params: ValidateIdentityParamsSchema,
    result: ValidateIdentityResultSchema,
  },
});
