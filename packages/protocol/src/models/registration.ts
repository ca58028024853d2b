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
  /** Whether the peer takes messages. Default: false. */
  addressable: optionalBoolean,
  /** Why it does not. */
  addressable_reason: optionalString,
};

/** Where a peer came from and whether it may be addressed; Go only. */
export const ProvenanceSchema: ObjectSchema<models.Provenance> = closed({}, { also: provenance });

/** Who registers, and where. */
export const RegisterPeerParamsSchema: ObjectSchema<models.RegisterPeerParams> = closed({
  /** Claims an identity of before; send it with the same absolute, normalised `path`. */
  peer_id: nullishString,
  /** Checked by the daemon, and then not used: `display_name` of the result is the name. */
  name: registeredName,
  /** Absolute and normalised; its last folder makes the display name. */
  path: nullishString,
  machine: nullishString,
  tmux_session: nullishString,
  /** A tmux pane, which has one peer: the one before goes offline. */
  pane_id: nullishString,
  /** Default: `"claude-code"`. */
  backend: optional(open(backends)),
  /** Since 0.15.2; older daemons ignore it. */
  model: nullishString,
  /** Default: `"global"`, and refused by Go. Say it, because the socket's default is another. */
  circle: nullish(circleName),
  circle_source: nullish(open(circleSources)),
  /** Default: `"agent"`; without effect when an identity is claimed. */
  role: optional(oneOf(peerRoles)),
  turn_state: nullish(oneOf(turnStates)),
  /** The process of the agent; a living one keeps the peer. */
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
  /** The name that the daemon chose, not the one that was asked for. */
  display_name: string,
  /** False if another peer kept the pane. True also if no pane was asked for. */
  pane_assigned: nullishBoolean,
  /** Proof of the identity for 24 hours; treat it as a secret. */
  birth_certificate: nullishFreeForm,
  /** Go only. */
  circle: nullishString,
  /** Go only. */
  role: nullishOpen(peerRoles),
});

/** The peer to remove. */
export const UnregisterPeerParamsSchema: ObjectSchema<models.UnregisterPeerParams> = closed({
  /** A peer id or a display name. Prefer the id: of two with one name, the elder goes. */
  name: peerSegment,
  circle: optionalString,
});

/** A proof of identity and what it must match. */
export const ValidateIdentityParamsSchema: ObjectSchema<models.ValidateIdentityParams> = closed({
  /** As {@link RegisterPeerResult} has it, untouched. */
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
  /** Registers a peer, or an earlier identity again. */
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
    // Of two peers with one name, the first call takes the one and the second the other.
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
