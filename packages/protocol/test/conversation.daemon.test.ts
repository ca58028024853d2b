import {
  type Endpoint,
  type EndpointName,
  type ParamsOf,
  type PeerFrame,
  type Question,
  type ResultOf,
  classifyEvent,
  endpoints,
  isDaemonFrame,
  isPeerFrame,
} from "@repowire/protocol";
import { explain } from "@repowire/protocol/explain";
import { type RealDaemon, skipReason, startDaemon } from "@repowire/real-daemon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { wireCall } from "./wire-call.ts";

const versions = ["0.14.17", "0.17.0"] as const;
const skipped = new Map<string, string | undefined>();
for (const version of versions) skipped.set(version, await skipReason(version));

/** A peer's socket: answers pings, sends receipts, and keeps what came. */
class SocketPeer implements Disposable {
  readonly frames: unknown[] = [];
  peerId = "";
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
  }

  async connect(folder: string): Promise<this> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#socket.addEventListener("error", () => reject(new Error("no socket")));
    this.#socket.addEventListener("open", () => {
      const path = `/w/${folder}`;
      const capabilities = ["delivery_receipts"];
      this.send({ type: "connect", display_name: folder, circle: "talk", path, capabilities });
    });
    this.#socket.addEventListener("message", ({ data }) => {
      const frame: unknown = JSON.parse(String(data));
      this.frames.push(frame);
      if (!isDaemonFrame(frame)) return;
      if (frame.type === "ping") this.send({ type: "pong" });
      if (frame.type === "connected") this.peerId = frame.session_id;
      if (frame.type === "connected") resolve();
      if (frame.type === "ask" || frame.type === "notify") {
        const delivery_id = String(frame.delivery_id);
        this.send({ type: "delivery_ack", delivery_id, status: "injected" });
      }
    });
    await promise;
    return this;
  }

  send(frame: PeerFrame): void {
    if (!isPeerFrame(frame)) throw new TypeError("one of our frames is not a peer frame");
    this.#socket.send(JSON.stringify(frame));
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

describe.each(versions)("a conversation with %s", (version) => {
  describe.skipIf(skipped.get(version))("is what the models say", () => {
    let daemon: RealDaemon;

    beforeAll(async () => {
      daemon = await startDaemon({ version });
    }, 60_000);

    afterAll(async () => {
      await daemon.stop();
    });

    async function call<Name extends EndpointName>(
      name: Name,
      params: ParamsOf<Name>,
    ): Promise<ResultOf<Name>> {
      const endpoint: Endpoint = endpoints[name];
      expect(explain(endpoints[name].params, params)).toEqual([]);
      const { method, path, body } = wireCall(endpoint, params as Record<string, unknown>);
      const headers = { "content-type": "application/json" };
      const answer = await fetch(daemon.url + path, { method, headers, body: body ?? null });
      const result: unknown = await answer.json();
      if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(result)}`);
      expect({ name, issues: explain(endpoints[name].result, result) }).toEqual({
        name,
        issues: [],
      });
      return result as ResultOf<Name>;
    }

    test("over HTTP, on the socket and in the events", async () => {
      using asker = await new SocketPeer(daemon.url).connect("asker");
      using worker = await new SocketPeer(daemon.url).connect("worker");
      const [from_peer, to_peer] = [asker.peerId, worker.peerId];

      await call("health", {});
      const { peers } = await call("listPeers", { circle: "talk" });
      // 0.17.0 lists a peer of its own as well.
      expect(peers.map(({ peer_id }) => peer_id).slice(-2)).toEqual([from_peer, to_peer]);
      await call("getPeer", { identifier: to_peer });
      await call("doctorPeer", { identifier: to_peer });
      await call("orchestratorStatus", { name: "talk" });
      await call("claimRole", { role: "orchestrator", peer_name: from_peer });
      await call("updateSession", { peer_name: to_peer, status: "online", turn_state: "idle" });

      const attachments = [{ id: "f0afebdc", filename: "note.txt", size: 4 }];
      const notified = await call("notify", { from_peer, to_peer, text: "Hello", attachments });
      expect(notified.hook_delivery).toMatchObject({ status: "injected" });
      await call("trace", { trace_id: String(notified.delivery_id) });
      await call("broadcast", { from_peer, text: "All" });

      const { correlation_id } = await call("ask", { from_peer, to_peer, text: "Which port?" });
      const { asks } = await call("pendingAsks", { peer_id: to_peer, direction: "both" });
      expect(asks.map((ask) => ask.correlation_id)).toEqual([correlation_id]);
      await call("ack", { correlation_id, from_peer: to_peer, message: "8377" });
      await call("trace", { trace_id: correlation_id });

      const question: Question = { kind: "choice", options: [{ id: "y", title: "Yes" }] };
      const choice = await call("ask", { from_peer, to_peer, text: "Sure?", question });
      await call("answer", { correlation_id: choice.correlation_id, option_id: "y" });

      const to_peers = [to_peer, "nobody"];
      const many = await call("askMany", { from_peer, to_peers, text: "Both?" });
      await call("getAskMany", { parent_id: many.parent_id });
      await call("query", { from_peer, to_peer, text: "Quick?", timeout: 0 });

      const job = await call("createJob", { title: "Work", assigned_peer_id: to_peer });
      const work_id = String(job.job_id);
      await call("getJob", { work_id });
      await call("updateJob", { work_id, state: "running", progress_note: "Begun" });
      await call("jobResult", { work_id });
      await call("cancelJob", { work_id });
      await call("jobResult", { work_id });
      const recurring = await call("createJob", { title: "Again", cron: "0 5 * * *" });
      await call("getJob", { work_id: String(recurring.calendar_id) });
      await call("listJobs", { view: "summary" });

      await call("timeline", { name: to_peer });
      await call("transcript", { name: to_peer });
      await call("spawnConfig", {});
      await call("markPeerOffline", { name: to_peer });

      const events = (await call("events", {})).map(classifyEvent);
      expect(events.filter(({ type }) => type === "unknown")).toEqual([]);
      const types = new Set(events.map(({ type }) => type));
      for (const type of ["ask", "ack", "broadcast", "notification", "query", "role_claimed"]) {
        expect(types).toContain(type);
      }
      expect([...asker.frames, ...worker.frames].filter((frame) => !isDaemonFrame(frame))).toEqual(
        [],
      );
    });
  });
});
