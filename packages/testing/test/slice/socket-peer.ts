import type { RegisterPeerParams } from "@repowire/protocol";

/** A frame from the daemon. */
export type Frame = Record<string, unknown> & { type: string };

/** The least that a peer does on the daemon's socket: connect, answer pings, send receipts. */
export interface SocketPeer {
  readonly peer_id: string;
  readonly display_name: string;
  /** The next frame that is a message, in order of arrival. */
  next(): Promise<Frame>;
  close(): Promise<void>;
}

/** Connects a peer that was registered over HTTP, with the id that it got there. */
export function connectSocketPeer(
  options: { WebSocket: typeof WebSocket; url: string; authToken: string },
  peer: RegisterPeerParams & { peer_id: string },
): Promise<SocketPeer> {
  const { promise, resolve, reject } = Promise.withResolvers<SocketPeer>();
  const socket = new options.WebSocket(`${options.url.replace(/^http/, "ws")}/ws`);
  const arrived: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  const send = (frame: object) => socket.send(JSON.stringify(frame));

  socket.addEventListener("open", () => {
    const { name: display_name, ...identity } = peer;
    send({
      type: "connect",
      display_name,
      ...identity,
      capabilities: ["delivery_receipts"],
      auth_token: options.authToken,
    });
  });
  socket.addEventListener("error", () => reject(new Error(`no socket at ${options.url}`)));
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data)) as Frame;
    if (frame.type === "connected") {
      resolve({
        peer_id: String(frame["session_id"]),
        display_name: String(frame["display_name"]),
        next: () => {
          const first = arrived.shift();
          return first
            ? Promise.resolve(first)
            : new Promise((wake) => {
                waiting.push(wake);
              });
        },
        close: () =>
          new Promise((closed) => {
            socket.addEventListener("close", () => closed());
            socket.close();
          }),
      });
    } else if (frame.type === "ping") {
      send({ type: "pong" });
    } else if (frame.type === "error") {
      reject(new Error(String(frame["error"])));
    } else {
      if (typeof frame["delivery_id"] === "string") {
        send({ type: "delivery_ack", delivery_id: frame["delivery_id"], status: "injected" });
      }
      const wake = waiting.shift();
      if (wake) wake(frame);
      else arrived.push(frame);
    }
  });
  return promise;
}
