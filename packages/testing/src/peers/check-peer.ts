import { peerRoles, receiptStatuses, socketBackends } from "@repowire/protocol";

import { FakeDaemonError } from "../fake-daemon-error.ts";
import { checkKeys } from "../support.ts";
import type { ScriptedPeerOptions } from "./scripted-peer.ts";

type Options = Required<ScriptedPeerOptions>;

/** What each option may be: one of a list, or a text that is not empty. */
const values: { readonly [Key in keyof Options]: readonly Options[Key][] | "text" } = {
  circle: "text",
  backend: socketBackends,
  role: peerRoles,
  path: "text",
  peer_id: "text",
  pane_id: "text",
  receipts: [...receiptStatuses, "none"],
  auth_token: "text",
};

/**
 * Holds a peer's name and options to what they may be, for those who write JavaScript.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  if (typeof name !== "string" || name === "") {
    throw misuse(`a scripted peer needs a name, and ${JSON.stringify(name)} is none`);
  }
  checkKeys(`the peer ${name}`, options, Object.keys(values));
  for (const [key, value] of Object.entries(options)) {
    const known: readonly unknown[] | "text" = values[key as keyof Options];
    if (value === undefined) continue;
    if (known === "text" ? typeof value === "string" : known.includes(value)) continue;
    const wanted =
      known === "text" ? "a text" : known.map((word) => JSON.stringify(word)).join(", ");
    throw misuse(
      `the option ${key} of the peer ${name} takes ${wanted}, and not ${JSON.stringify(value)}`,
    );
  }
}

function misuse(message: string): FakeDaemonError {
  return new FakeDaemonError("misuse", message);
}
