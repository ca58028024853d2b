import { Activity } from "./activity.ts";
import { Asks } from "./asks.ts";
import { Bindings } from "./bindings.ts";
import { Broadcasts } from "./broadcasts.ts";
import { Conversations } from "./conversations.ts";
import { Core, type CoreOptions } from "./core.ts";
import { Delivery } from "./delivery.ts";
import { Identities } from "./identity.ts";
import { Liveness } from "./liveness.ts";
import { Lookup } from "./lookup.ts";
import { Notifications } from "./notifications.ts";
import { Peers } from "./peers.ts";
import { Pending } from "./pending.ts";
import { PeerView } from "./peer-view.ts";
import { Queue } from "./queue.ts";
import { Registrations } from "./registrations.ts";

/** What an {@link Engine} is made of. */
export interface EngineOptions extends Omit<CoreOptions, "activity"> {
  /** Whether repairs run by themselves, as in the daemon. */
  readonly automaticRepair: boolean;
}

/** The daemon without its doors: one state machine, and the parts that change it. */
export class Engine {
  readonly activity = new Activity();
  readonly core: Core;
  readonly peers: Peers;
  readonly lookup: Lookup;
  readonly asks: Asks;
  readonly queue: Queue;
  readonly bindings: Bindings;
  readonly liveness: Liveness;
  readonly identities: Identities;
  readonly view: PeerView;
  readonly registrations: Registrations;
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly notifications: Notifications;
  readonly broadcasts: Broadcasts;
  readonly pending: Pending;

  constructor(options: EngineOptions) {
    const core = new Core({ ...options, activity: this.activity });
    this.core = core;
    this.peers = new Peers(core);
    this.lookup = new Lookup(core, this.peers);
    this.asks = new Asks(core);
    this.queue = new Queue(core);
    this.bindings = new Bindings(core);
    this.liveness = new Liveness(core, this.peers, this.asks, options.automaticRepair);
    this.identities = new Identities(core, this.peers, this.liveness);
    this.view = new PeerView(core, this.asks);
    this.registrations = new Registrations(this);
    this.delivery = new Delivery(core, this.lookup, this.liveness, this.bindings, this.queue);
    this.conversations = new Conversations(this);
    this.notifications = new Notifications(core, this.liveness, this.delivery);
    this.broadcasts = new Broadcasts(core, this.peers, this.lookup, this.liveness);
    this.pending = new Pending(core, this.peers, this.lookup, this.asks, this.queue);
  }
}
