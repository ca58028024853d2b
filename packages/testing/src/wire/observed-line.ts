import type { FaultPlan } from "./faults/fault-plan.ts";
import type { Recorder } from "./recorder.ts";
import type { Line } from "./line.ts";
import type { SocketSession } from "../daemon/socket-session.ts";

/** Opens a session whose frames are recorded, and may be dropped or duplicated by faults. */
export function observed(
  line: Line,
  parts: {
    readonly recorder: Recorder;
    readonly faults: FaultPlan;
    readonly nameOf: (peerId: string) => string | undefined;
    readonly open: (line: Line) => SocketSession;
  },
): SocketSession {
  const name = () => (session.peerId === undefined ? undefined : parts.nameOf(session.peerId));
  const session = parts.open({
    ...line,
    close: (code, reason) => line.close(code, reason),
    timeToAnswer: (promisesReceipts) => line.timeToAnswer(promisesReceipts),
    send(text) {
      const type = /^\{"type":"(\w+)"/.exec(text)?.[1] ?? "";
      const frame = { read: () => parts.recorder.lostMessage("to_peer", name(), text).read() };
      const fault = parts.faults.forFrame(type, name(), frame);
      if (fault === "drop-frame") return;
      for (let count = fault === "duplicate-frame" ? 2 : 1; count > 0; count--) {
        parts.recorder.message("to_peer", name(), text);
        line.send(text);
      }
    },
  });
  session.onReceive = (data) => parts.recorder.message("from_peer", name(), data);
  return session;
}
