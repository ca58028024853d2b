import type { Stage } from "../stage/stage.ts";
import type { DaemonConfig, Family } from "../targets/target.ts";

/** What a group needs from a target beyond HTTP and sockets. */
export type Need = "restart" | "tmux";

/** One rule of the contract, and the steps that check it. */
export interface Scenario {
  /** Within its group: `bare-re-ack-is-200`. */
  readonly id: string;
  /** The rule in plain sentences, for a reader who never saw the daemon. */
  readonly rule: string;
  /** The first release that has it. */
  readonly since?: string;
  /** The last release that has it. */
  readonly until?: string;
  /** The daemons on which it runs. Default: all. */
  readonly on?: Family;
  /**
   * The daemons for which the rule holds. Default: all on which it runs. On the others, answers are
   * only recorded and compared.
   */
  readonly ruleOf?: Family;
  /** Acts, and throws if the rule does not hold. All answers and frames are compared too. */
  readonly steps: (stage: Stage) => Promise<void>;
}

/** Scenarios that share a daemon. */
export interface Group {
  readonly name: string;
  /** A heading for its subject. */
  readonly title: string;
  /**
   * The settings of its daemon. `folder` is an existing folder. A group with settings does not run on a
   * daemon that was already running.
   */
  readonly config?: (folder: string) => DaemonConfig;
  readonly needs?: readonly Need[];
  /**
   * All scenarios run at the same time and share a lazy repair or a restart. Those that ask for it wait
   * for each other.
   */
  readonly together?: "repair" | "restart";
  /** How many seconds a real daemon needs for it, if it takes long. Such a group starts early. */
  readonly seconds?: number;
  readonly scenarios: readonly Scenario[];
}
