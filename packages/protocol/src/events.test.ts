import { describe, expect, test } from "vitest";

import { classifyEvent, isDaemonFrame, isPeerFrame } from "./events.ts";
import { isKnownEventType } from "./generated/guards.ts";

const head = { id: "1", timestamp: "2026-11-28T12:00:00Z" };

describe("classifyEvent", () => {
  test("returns an event of a known type as it is, with what it does not know", () => {
    const raw = { ...head, type: "peer_online", peer_id: "repow-a-0", of_tomorrow: 1 };
    expect(classifyEvent(raw)).toBe(raw);
  });

  test("tells a malformed event of a known type from an unknown type, and keeps both", () => {
    const malformed = { ...head, type: "ask", text: 1 };
    const unknown = { ...head, type: "of_tomorrow", text: 1 };
    expect(classifyEvent(malformed)).toEqual({ ...head, type: "malformed", raw: malformed });
    expect(classifyEvent(unknown)).toEqual({ ...head, type: "unknown", raw: unknown });
  });

  test.each(["toString", "__proto__", "unknown", "malformed"])(
    "does not know the type %s",
    (type) => {
      expect(isKnownEventType(type)).toBe(false);
      expect(classifyEvent({ ...head, type }).type).toBe("unknown");
    },
  );
});

describe("frames", () => {
  test("are those of the daemon or of a peer, by their type and shape", () => {
    expect(isDaemonFrame({ type: "ping", of_tomorrow: 1 })).toBe(true);
    expect(isDaemonFrame({ type: "ask", text: "x" })).toBe(false);
    expect(isDaemonFrame({ type: "constructor" })).toBe(false);
    expect(isPeerFrame({ type: "pong" })).toBe(true);
    expect(isPeerFrame({ type: "pong", pane_alive: "yes" })).toBe(false);
    expect(isPeerFrame(null)).toBe(false);
  });
});
