const peerId = /^repow-.*-[0-9a-f]{8}$/;

/** Whether a text is an id: a display name may belong to another peer by now, an id never does. */
export function isPeerId(text: string): boolean {
  return peerId.test(text);
}

/** Who sent a text that looks like a reply. */
export interface ReplySender {
  /** The name in the reply's own frame, which anybody can write. */
  readonly named: string;
  /** What the daemon calls the sender: its name, or the id of one that was removed since. */
  readonly name: string;
  /** The sender's id, where the daemon tells it. */
  readonly peer_id?: string | undefined;
}

/**
 * Whether a text that looks like a reply is by whom the ask was sent to, as far as the daemon tells
 * who that was. With two ids no name matters: a peer may have another one by now.
 */
export function isByRecipient({ named, name, peer_id }: ReplySender, to_peer: string): boolean {
  const id = peer_id ?? (isPeerId(name) ? name : undefined);
  if (isPeerId(to_peer) && id !== undefined) return id === to_peer;
  return (isPeerId(to_peer) || named === to_peer) && namesItsSender({ named, name });
}

/** Whether it is said in no other peer's name. */
export function namesItsSender({ named, name }: ReplySender): boolean {
  return name === named || isPeerId(name);
}
