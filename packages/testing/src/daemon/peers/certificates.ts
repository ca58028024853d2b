import type { ParamsOf, RegisterPeerParams } from "@repowire/protocol";
import { words } from "../../support.ts";
import type { Daemon } from "../daemon.ts";
import type { Certificate, PeerRecord } from "../state.ts";
import { hour } from "../time.ts";
import type { Claim } from "./identity.ts";

const validity = 24 * hour;

type Registration = Pick<RegisterPeerParams, "path" | "pane_id" | "agent_pid" | "parent_pid"> &
  Pick<Claim, "backend" | "circle" | "role"> & { readonly metadata: Record<string, unknown> };

const sessionKeys = words(`
  hook_session_id runtime_session_id session_id runtime_source_uri source_uri transcript_source_uri
`);

/** What a caller must repeat of its certificate. */
const proven = words(`
  peer_id display_name backend project_path runtime_session_id pane_id agent_pid parent_pid
`);

/** Makes a certificate, and remembers it. */
export function certify(
  daemon: Daemon,
  peer: PeerRecord,
  registration: Registration,
  session: string | null,
): Certificate {
  const issued = daemon.stamp();
  const fromMetadata = sessionKeys
    .filter((key) => registration.metadata[key] != null)
    .map((key) => [key, registration.metadata[key]]);
  const certificate: Certificate = {
    nonce: daemon.ids.urlSafe(43),
    peer_id: peer.peer_id,
    display_name: peer.display_name,
    backend: registration.backend,
    project_path: registration.path ?? "",
    runtime_session_id: session,
    pane_id: registration.pane_id ?? null,
    agent_pid: registration.agent_pid ?? null,
    parent_pid: registration.parent_pid ?? null,
    issued_at: daemon.write(issued, "proof"),
    expires_at: daemon.write(issued + validity, "proof"),
    metadata: {
      ...Object.fromEntries(fromMetadata),
      circle: registration.circle,
      role: registration.role,
    },
  };
  daemon.state.certificates.set(certificate.nonce, { certificate, expires: issued + validity });
  return certificate;
}

/** The certificate that a caller presents, if it is still valid. */
export function provenCertificate(
  daemon: Daemon,
  claim: ParamsOf<"validateIdentity">,
): Certificate | undefined {
  const given = claim.birth_certificate;
  const entry = daemon.state.certificates.get(String(given["nonce"]));
  if (!entry || entry.expires <= daemon.now()) return undefined;
  const { certificate } = entry;
  const isGenuine = proven.every((key) => (given[key] ?? null) === (certificate[key] ?? null));
  const differs = (known: unknown, seen: unknown) =>
    known != null && seen != null && known !== seen;
  if (!isGenuine || certificate.backend !== claim.backend) return undefined;
  if (certificate.project_path !== (claim.path ?? "")) return undefined;
  if (differs(certificate.pane_id || null, claim.pane_id || null)) return undefined;
  return differs(certificate.agent_pid, claim.agent_pid) ? undefined : certificate;
}
