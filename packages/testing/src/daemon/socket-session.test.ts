import { expect, test } from "vitest";

import { FakeDaemon } from "../index.ts";

const python = "frame with 16777217 bytes exceeds limit of 16777216 bytes";
const releases = [
  ["0.14.17", python],
  ["0.17.0", python],
  ["go", "read limited at 16777217 bytes"],
] as const;
const size = 16 * 1024 * 1024 + 1;

// As running daemons answered. Go's limit is that of today's upstream.
test.each(releases)(
  "a frame of more than 16 MiB ends a socket of %s at both doors",
  async (emulate, reason) => {
    const daemon = new FakeDaemon({ emulate, strict: false });
    const { url } = await daemon.listen();
    for (const [WebSocket, at, frame] of [
      [daemon.WebSocket, daemon.url, "x".repeat(size)],
      [daemon.WebSocket, daemon.url, new Uint8Array(size)],
      [globalThis.WebSocket, url, new Uint8Array(size)],
    ] as const) {
      const socket = new WebSocket(`${at.replace("http", "ws")}/ws`);
      socket.onopen = () => socket.send(frame);
      const ended = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve));
      expect([ended.code, ended.reason]).toEqual([1009, reason]);
    }
    await daemon.close();
  },
);
