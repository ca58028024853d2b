import type { Answer } from "./answer.ts";
import type { Caller } from "./caller.ts";
import type { JsonObject } from "./json.ts";
import { mustMatch } from "./match.ts";
import { SocketActor } from "./socket-actor.ts";

/** A registered peer with its connection. */
export class PeerActor extends SocketActor {
  /** The id that the daemon gave; empty before the connection. */
  peer_id = "";
  /** The name that the daemon chose. */
  display_name = "";
  /** Makes calls as this peer. */
  caller: Caller | undefined;

  /** Sends `connect`, and takes id and name from the daemon's answer. */
  async connect(frame: JsonObject): Promise<this> {
    await this.opened();
    this.send({ type: "connect", ...frame });
    const connected = await this.receives();
    mustMatch(`the first frame to ${this.name}`, connected, { type: "connected" });
    this.peer_id = String(connected["session_id"]);
    this.display_name = String(connected["display_name"]);
    return this;
  }

  /** Asks another peer as this peer. Returns the daemon's answer. */
  ask(to: { peer_id: string }, text: string, more: JsonObject = {}): Promise<Answer> {
    return this.#post("/ask", { from_peer: this.peer_id, to_peer: to.peer_id, text, ...more });
  }

  /** Notifies another peer as this peer. */
  notify(to: { peer_id: string }, text: string, more: JsonObject = {}): Promise<Answer> {
    return this.#post("/notify", { from_peer: this.peer_id, to_peer: to.peer_id, text, ...more });
  }

  /** Closes an ask. `more` may contain the `message`. */
  ack(correlation_id: string, more: JsonObject = {}): Promise<Answer> {
    return this.#post("/ack", { correlation_id, from_peer: this.peer_id, ...more });
  }

  #post(path: string, body: JsonObject): Promise<Answer> {
    if (!this.caller) throw new TypeError(`${this.name} has no caller.`);
    return this.caller.post(path, body);
  }
}
