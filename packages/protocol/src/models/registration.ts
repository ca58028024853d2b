import * as z from "zod/mini";

import { endpointTable } from "../endpoint.ts";
import {
  PeerSchema,
  backends,
  peerInitiators,
  peerRoles,
  peerSources,
  turnStates,
} from "./peers.ts";
import {
  type DaemonRule,
  FreeFormSchema,
  checked,
  circleName,
  nullishFlag,
  nullishFreeForm,
  nullishInt,
  nullishOpen,
  nullishText,
  optionalFlag,
  optionalFreeForm,
  optionalText,
  peerSegment,
  registeredName,
} from "../schema.ts";

/** Where a registering peer knows its circle from. */
export const circleSources = ["tmux", "spawn_hint", "fallback"] as const;

/** Where a registering peer knows its circle from. */
export type CircleSource = (typeof circleSources)[number];

/** Parameters that tell where a peer came from, and more. */
// @__NO_SIDE_EFFECTS__
export function withProvenance<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject({
    source: z.enum(peerSources),
    initiator: z.optional(z.enum(peerInitiators)),
    /** The parent in the runtime's own words, which is no peer id. */
    parent_runtime_id: optionalText,
    ephemeral: optionalFlag,
    /** Whether the peer takes messages; absent: it does not. */
    addressable: optionalFlag,
    /** Why it does not. */
    addressable_reason: optionalText,
    ...shape,
  });
}

/** The schema of {@link Provenance}. */
export const ProvenanceSchema = withProvenance({});

/** Where a peer came from and whether it may be addressed; Go only. */
export type Provenance = z.infer<typeof ProvenanceSchema>;

/** The schema of {@link RegisterPeerParams}. */
export const RegisterPeerParamsSchema = z.strictObject({
  /** Claims an identity of before; send it with the same absolute, normalised `path`. */
  peer_id: nullishText,
  /** Checked by the daemon, and then not used: `display_name` of the result is the name. */
  name: registeredName,
  /** Absolute and normalised; its last folder makes the display name. */
  path: nullishText,
  machine: nullishText,
  tmux_session: nullishText,
  /** A tmux pane, which has one peer: the one before goes offline. */
  pane_id: nullishText,
  /** Absent: `"claude-code"`. */
  backend: z.optional(z.enum(backends)),
  /** Since 0.15.2; older daemons ignore it. */
  model: nullishText,
  /** Absent: `"global"`, and refused by Go. Say it, because the socket's default is another. */
  circle: z.nullish(circleName),
  circle_source: z.nullish(z.enum(circleSources)),
  /** Absent: `"agent"`; without effect when an identity is claimed. */
  role: z.optional(z.enum(peerRoles)),
  turn_state: z.nullish(z.enum(turnStates)),
  /** The process of the agent; a living one keeps the peer. */
  agent_pid: nullishInt,
  parent_pid: nullishInt,
  metadata: optionalFreeForm,
  /** Go only; other daemons ignore it. */
  provenance: z.optional(ProvenanceSchema),
});

/** Who registers, and where. */
export type RegisterPeerParams = z.infer<typeof RegisterPeerParamsSchema>;

/** The schema of {@link RegisterPeerResult}. */
export const RegisterPeerResultSchema = z.looseObject({
  ok: z.boolean(),
  /** The identity to use from now on. */
  peer_id: z.string(),
  /** The name that the daemon chose, not the one that was asked for. */
  display_name: z.string(),
  /** False when the pane stayed with another peer; true also when none was asked for. */
  pane_assigned: nullishFlag,
  /** Proof of the identity for 24 hours; treat it as a secret. */
  birth_certificate: nullishFreeForm,
  /** Go only. */
  circle: nullishText,
  /** Go only. */
  role: nullishOpen(peerRoles),
});

/** Who the daemon made of a registration. */
export type RegisterPeerResult = z.infer<typeof RegisterPeerResultSchema>;

/** The schema of {@link UnregisterPeerParams}. */
export const UnregisterPeerParamsSchema = z.strictObject({
  /** A peer id or a display name. Prefer the id: of two with one name, the elder goes. */
  name: peerSegment,
  circle: optionalText,
});

/** Which peer to forget. */
export type UnregisterPeerParams = z.infer<typeof UnregisterPeerParamsSchema>;

/** The schema of {@link ValidateIdentityParams}. */
export const ValidateIdentityParamsSchema = z.strictObject({
  /** As {@link RegisterPeerResult} has it, untouched. */
  birth_certificate: checked(
    FreeFormSchema,
    z.refine((certificate) => Object.keys(certificate).length > 0, {
      error: "must not be empty: send what registerPeer returned",
      params: {
        daemon: {
          type: "too_short",
          msg: "Dictionary should have at least 1 item after validation, not 0",
          ctx: { field_type: "Dictionary", min_length: 1, actual_length: 0 },
        } satisfies DaemonRule,
      },
    }),
  ),
  backend: z.enum(backends),
  path: nullishText,
  pane_id: nullishText,
  agent_pid: nullishInt,
});

/** A proof of identity and what it must match. */
export type ValidateIdentityParams = z.infer<typeof ValidateIdentityParamsSchema>;

/** The schema of {@link ValidateIdentityResult}. */
export const ValidateIdentityResultSchema = z.looseObject({
  ok: z.boolean(),
  peer_id: z.string(),
  display_name: z.string(),
  peer: PeerSchema,
});

/** Whose proof it is; a peer that the daemon knew only from its disk is listed again. */
export type ValidateIdentityResult = z.infer<typeof ValidateIdentityResultSchema>;

/** Routes about registration. */
export const registrationEndpoints = endpointTable({
  /** Makes the caller a peer, or a peer of before again. */
  registerPeer: {
    method: "POST",
    path: "/peers",
    aliases: [{ method: "POST", path: "/peer/register" }],
    params: RegisterPeerParamsSchema,
    result: RegisterPeerResultSchema,
    actsTwice: true,
  },
  /** Forgets a peer. Its open asks stay, and so does its socket. */
  unregisterPeer: {
    method: "DELETE",
    path: "/peers/{name}",
    aliases: [{ method: "POST", path: "/peer/unregister" }],
    params: UnregisterPeerParamsSchema,
    // Of two peers with one name, the first call takes the one and the second the other.
    actsTwice: true,
  },
  /** Proves an identity with the certificate of its registration. */
  validateIdentity: {
    method: "POST",
    path: "/peers/identity/validate",
    params: ValidateIdentityParamsSchema,
    result: ValidateIdentityResultSchema,
  },
});
