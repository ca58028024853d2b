import type { EventStreamItem, Peer, RepowireClient } from "@repowire/client";

/** What the dashboard shows; a page or a test draws it. */
export interface MeshView {
  showPeers(peers: readonly Peer[]): void;
  /** A line, and what kind of line it is. */
  addLine(kind: string, text: string): void;
}

/** Follows a mesh until the signal fires: its peers every second, its messages as they come. */
export async function followMesh(
  client: RepowireClient,
  view: MeshView,
  signal: AbortSignal,
): Promise<void> {
  const showPeers = async () => view.showPeers(await client.listPeers({}, { signal }));
  await showPeers();
  // A daemon that is away for a moment is looked at again with the next tick.
  const timer = setInterval(() => void showPeers().catch(() => undefined), 1_000);
  try {
    const types = ["ask", "notification", "ack", "broadcast"] as const;
    for await (const event of client.eventStream({ types, signal })) {
      view.addLine(event.type, lineOf(event));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(timer);
  }
}

type Shown = EventStreamItem<"ask" | "notification" | "ack" | "broadcast">;

function lineOf(event: Shown): string {
  switch (event.type) {
    case "gap":
      return "messages are missing here";
    case "broadcast":
      return `${event.from} → everybody: ${event.text}`;
    case "ack":
      return `${event.from} → ${event.to}: ${event.status}`;
    default:
      return `${event.from} → ${event.to}: ${event.text}`;
  }
}
