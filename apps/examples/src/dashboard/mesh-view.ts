import type { EventStreamItem, Peer, RepowireClient } from "@repowire/client";

/** The state of the connection to the daemon. */
export type MeshState = "connecting" | "live" | "daemon away";

/** A message of the mesh, or a gap. */
export interface Message {
  readonly kind: "ask" | "reply" | "declined" | "notification" | "closed" | "broadcast" | "gap";
  /** ISO 8601. */
  readonly at?: string;
  /** Sender and receiver, such as `alice → bob`. */
  readonly route?: string;
  readonly text: string;
}

/** The content of the dashboard. A page or a test draws it. */
export interface MeshView {
  showState(state: MeshState): void;
  showPeers(peers: readonly Peer[]): void;
  addMessage(message: Message): void;
}

/**
 * Follows a mesh until the signal fires: its peers every second, its messages as they come. It waits
 * for a daemon that goes away.
 *
 * @throws the error that ends the event stream, such as a refused token.
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

/** The daemon delivers a reply as a notification whose text names the ask. */
function unframed(text: string): Pick<Message, "kind" | "text"> {
  const [frame, kind] = /^\[(ack|declined) #[^\s\]]+ from @[^\s\]]+\] /.exec(text) ?? [];
  if (frame === undefined) return { kind: "notification", text };
  return { kind: kind === "ack" ? "reply" : "declined", text: text.slice(frame.length) };
}
