import { type AttachmentRef, DaemonConnectionError, type OkResult } from "@repowire/protocol";

import { declinedMark } from "../replies/reply-frame.ts";
import type { Daemon } from "../daemon.ts";
import { hasCode } from "../failures.ts";
import type { AskCloser, InboundAnswer, InboundAskData } from "./inbound-ask.ts";

/** Closes asks over HTTP, in the words that the daemon in use has. */
export class HttpCloser implements AskCloser {
  readonly #daemon: Daemon;
  readonly #peerId: () => string;
  readonly #onClosed: () => void;

  constructor(daemon: Daemon, peerId: () => string, onClosed: () => void) {
    this.#daemon = daemon;
    this.#peerId = peerId;
    this.#onClosed = onClosed;
  }

  async ack(
    { correlation_id }: InboundAskData,
    message: string | undefined,
    attachments?: AttachmentRef[],
  ): Promise<OkResult> {
    const result = await this.#daemon.caller.call("ack", {
      correlation_id,
      from_peer: this.#peerId(),
      ...(message !== undefined && { message }),
      ...(attachments !== undefined && { attachments }),
    });
    this.#onClosed();
    return result;
  }

  async answer({ correlation_id }: InboundAskData, answer: InboundAnswer): Promise<OkResult> {
    const result = await this.#daemon.caller.call("answer", { ...answer, correlation_id });
    this.#onClosed();
    return result;
  }

  async decline(ask: InboundAskData, reason: string): Promise<OkResult> {
    const { correlation_id } = ask;
    if (ask.question !== undefined) {
      return await this.answer(ask, { outcome: "denied", message: reason });
    }
    if (this.#daemon.hasDecline !== false) {
      try {
        const params = { correlation_id, reason, from_peer: this.#peerId() };
        const result = await this.#daemon.caller.call("decline", params);
        this.#daemon.hasDecline = true;
        this.#onClosed();
        return result;
      } catch (error) {
        if (!hasCode(error, "route_not_found")) throw error;
        this.#daemon.hasDecline = false;
      }
    }
    return await this.ack(ask, declinedMark + reason);
  }
}

/** Answers the queries that the daemon of 0.15.1 and before sends over the socket. */
export class SocketCloser implements AskCloser {
  readonly #send: (frame: object) => boolean;

  constructor(send: (frame: object) => boolean) {
    this.#send = send;
  }

  ack({ correlation_id }: InboundAskData, message: string | undefined): Promise<OkResult> {
    return this.#answer({ type: "response", correlation_id, text: message ?? "" });
  }

  answer({ correlation_id }: InboundAskData, answer: InboundAnswer): Promise<OkResult> {
    const text = answer.text ?? answer.message ?? "";
    return this.#answer({ type: "response", correlation_id, text });
  }

  decline({ correlation_id }: InboundAskData, reason: string): Promise<OkResult> {
    return this.#answer({ type: "error", correlation_id, error: reason });
  }

  #answer(frame: object): Promise<OkResult> {
    if (this.#send(frame)) return Promise.resolve({ ok: true });
    return Promise.reject(
      new DaemonConnectionError("The query was not answered: its socket is gone, and it with it.", {
        request: { method: "GET", path: "/ws" },
        delivery: "not_sent",
      }),
    );
  }
}
