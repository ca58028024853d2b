import { isFinalJobState, isJobState } from "@repowire/protocol";
import { idForms } from "../../../../packages/testing/src/wire/references.ts";
import type { Caller } from "./caller.ts";

/** The ids of some kinds in a text. */
function idsOf(text: string, ...names: readonly string[]): Set<string> {
  const forms = idForms.filter(([, , name]) => names.includes(name));
  const pattern = forms.map(([start, end]) => `\\b${start}${end}\\b`).join("|");
  return new Set(text.match(new RegExp(pattern, "g")));
}

/**
 * Removes what a scenario left on the daemon, as far as routes allow it: cancels jobs, deletes schedules
 * and unregisters peers. Files, events and finished jobs stay.
 *
 * @param said - The transcript, which contains the ids.
 * @param ownPeer - The daemon's own peer, which stays.
 */
export async function removeLeftovers(
  caller: Caller,
  said: string,
  { peers = [], ownPeer }: { peers?: readonly string[]; ownPeer?: string | undefined } = {},
): Promise<void> {
  for (const id of idsOf(said, "job", "recurring-job")) await cancel(caller, id);
  for (const id of idsOf(said, "schedule")) {
    await caller.quietly("DELETE", `/schedules/${id}`);
  }
  const ids = new Set([...idsOf(said, "peer"), ...peers]);
  const ownWasSeen = ownPeer !== undefined && ids.delete(ownPeer);
  for (const id of ids) await caller.quietly("DELETE", `/peers/${id}`);
  if (ownWasSeen) await wake(caller, ownPeer);
}

async function cancel(caller: Caller, id: string): Promise<void> {
  const answer = await caller.quietly("POST", `/jobs/${id}/cancel`, { body: {} });
  const state = answer.at("status", "state");
  // Recurring jobs have other states and are over when they are cancelled.
  if (!isJobState(state) || isFinalJobState(state)) return;
  // The daemon waits until the job's peer reports the cancellation. The peer is gone, so report it
  // here.
  const attempt_id = answer.at("status", "runner", "current_attempt_id") ?? null;
  const body = { state: "cancelled", attempt_id };
  await caller.quietly("PATCH", `/jobs/${id}`, { body });
}

/** Sets the daemon's own peer online again, because a message to it sets it offline. */
async function wake(caller: Caller, peer_id: string): Promise<void> {
  const peer = await caller.quietly("GET", `/peers/${peer_id}`);
  if (peer.at("status") !== "offline") return;
  const body = { peer_name: peer_id, status: "online" };
  await caller.quietly("POST", "/session/update", { body });
}
