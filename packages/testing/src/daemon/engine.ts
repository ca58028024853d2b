import { Activity } from "../time/activity.ts";
import { AskManys } from "./ask-many.ts";
import { Asks } from "./asks.ts";
import { Attachments } from "./attachments.ts";
import { Bindings } from "./bindings.ts";
import { Broadcasts } from "./broadcasts.ts";
import { Chat } from "./chat.ts";
import { Conversations } from "./conversations.ts";
import { Core, type CoreOptions } from "./core.ts";
import { Delivery } from "./delivery.ts";
import { Histories } from "./histories.ts";
import { Identities } from "./identity.ts";
import { JobNews } from "./job-news.ts";
import { JobRunner } from "./job-runner.ts";
import { Jobs } from "./jobs.ts";
import { Launcher } from "./launcher.ts";
import { Liveness } from "./liveness.ts";
import { Lookup } from "./lookup.ts";
import { Notifications } from "./notifications.ts";
import { PeerStates } from "./peer-states.ts";
import { PeerView } from "./peer-view.ts";
import { Peers } from "./peers.ts";
import { Pending } from "./pending.ts";
import { Queries } from "./query.ts";
import { Questions } from "./questions.ts";
import { Queue } from "./queue.ts";
import { Registrations } from "./registrations.ts";
import { afterRestart } from "./restarted-state.ts";
import { Restarts } from "./restarts.ts";
import { Schedules } from "./schedules.ts";
import { Sessions } from "./sessions.ts";
import { emptyState } from "./state.ts";
import { Spawning } from "./spawning.ts";

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
  readonly peerStates: PeerStates;
  readonly askManys: AskManys;
  readonly questions: Questions;
  readonly queries: Queries;
  readonly chat: Chat;
  readonly attachments: Attachments;
  readonly launcher: Launcher;
  readonly spawning: Spawning;
  readonly restarts: Restarts;
  readonly sessions: Sessions;
  readonly histories: Histories;
  readonly schedules: Schedules;
  readonly jobNews: JobNews;
  readonly jobRunner: JobRunner;
  readonly jobs: Jobs;

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
    this.peerStates = new PeerStates(core, this.peers, this.lookup, this.liveness);
    this.askManys = new AskManys(this);
    this.questions = new Questions(core, this.asks);
    this.queries = new Queries(this);
    this.chat = new Chat(core, this.peers, this.lookup, this.bindings);
    this.attachments = new Attachments(core);
    this.launcher = new Launcher(core);
    this.spawning = new Spawning(this);
    this.restarts = new Restarts(this, this.bindings, this.spawning);
    this.sessions = new Sessions(this);
    this.histories = new Histories(core, this.lookup, this.bindings);
    this.schedules = new Schedules(this);
    this.jobNews = new JobNews(this);
    this.jobRunner = new JobRunner(this);
    this.jobs = new Jobs(this);
    this.start();
  }

  /** What the daemon does when it starts. */
  start(): void {
    if (this.core.facts.jobsPeer) this.identities.addJobsPeer();
    this.schedules.arm();
    this.jobRunner.wake();
  }

  /** Ends all that waits, and every socket. */
  stop(): void {
    this.schedules.disarm();
    this.jobRunner.sleep();
    this.core.connections.closeAll(1012, "");
    this.core.queries.clear();
    this.core.waits.clear();
  }

  /** Forgets everything. */
  clear(): void {
    this.stop();
    this.core.state = emptyState();
    this.start();
  }

  /** Forgets what the daemon does not keep on its disk, and starts again. */
  restart(): void {
    this.stop();
    this.core.state = afterRestart(this.core.state, (path) => this.core.machine.hasFolder(path));
    this.start();
  }
}
