import type { EventStreamItem, Peer, RepowireClient } from "@repowire/client";

/** How the view stands to the daemon. */
export type MeshState = "connecting" | "live" | "daemon away";

/** A message of the mesh, or a place where some are missing. */
export interface Message {
  readonly kind: "ask" | "reply" | "declined" | "notification" | "closed" | "broadcast" | "gap";
  /** ISO 8601. */
  readonly at?: string;
  /** From whom to whom, as `alice → bob`. */
  readonly route?: string;
  readonly text: string;
}

/** What the dashboard shows; a page or a test draws it. */
export interface MeshView {
  showState(state: MeshState): void;
  showPeers(peers: readonly Peer[]): void;
  addMessage(message: Message): void;
}

/**
 * Follows a mesh until the signal fires: its peers every second, its messages as they come. A
 * daemon that goes away is waited for.
 *
 * @throws what the stream of events ends with, such as the daemon's refusal of the token.
 */
export async function followMesh(
  client: RepowireClient,
  view: MeshView,
  signal: AbortSignal,
): Promise<void> {
  const types = ["ask", "notification", "ack", "broadcast"] as const;
  const stream = client.eventStream({ types, signal });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const lookAtPeers = async () => {
    try {
      const peers = await client.listPeers({}, { signal });
      if (ended) return;
      view.showPeers(peers);
      view.showState(stream.connected ? "live" : "connecting");
    } catch {
      if (ended) return;
      view.showState("daemon away");
    }
    timer = setTimeout(() => void lookAtPeers(), 1_000);
  };
  try {
    void lookAtPeers();
    for await (const event of stream) view.addMessage(messageOf(event));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ended = true;
    clearTimeout(timer);
  }
}

type Shown = EventStreamItem<"ask" | "notification" | "ack" | "broadcast">;

function messageOf(event: Shown): Message {
  if (event.type === "gap") return { kind: "gap", text: "messages are missing here" };
  const at = event.timestamp;
  const from = event.from ?? "somebody";
  if (event.type === "broadcast") {
    return { kind: "broadcast", at, route: `${from} → everybody`, text: event.text };
  }
  const route = `${from} → ${event.to ?? "somebody"}`;
  if (event.type === "ack") return { kind: "closed", at, route, text: event.status ?? "" };
  if (event.type === "ask") return { kind: "ask", at, route, text: event.text };
  return { at, route, ...unframed(event.text) };
}

/** The daemon delivers a reply as a notification, in a frame that says to which ask. */
function unframed(text: string): Pick<Message, "kind" | "text"> {
  const [frame, kind] = /^\[(ack|declined) #[^\s\]]+ from @[^\s\]]+\] /.exec(text) ?? [];
  if (frame === undefined) return { kind: "notification", text };
  return { kind: kind === "ack" ? "reply" : "declined", text: text.slice(frame.length) };
}
