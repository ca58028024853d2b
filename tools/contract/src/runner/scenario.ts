import type { Stage } from "../stage/stage.ts";
import type { DaemonConfig, Family } from "../targets/target.ts";

/** What a group needs of a target beyond HTTP and sockets. */
export type Need = "restart" | "tmux";

/** One rule of the contract, and what shows it. */
export interface Scenario {
  /** Within its group: `bare-re-ack-is-200`. */
  readonly id: string;
  /** The rule in plain sentences, for a reader who never saw the daemon. */
  readonly rule: string;
  /** The first release that has it. */
  readonly since?: string;
  /** The last release that has it. */
  readonly until?: string;
  /** The daemons that it is run on. Default: all. */
  readonly on?: Family;
  /**
   * The daemons whose rule it is. Default: all that it is run on. Of the others only what they say
   * is recorded and compared.
   */
  readonly ruleOf?: Family;
  /** Acts, and throws where the rule does not hold. All that was said is compared as well. */
  readonly steps: (stage: Stage) => Promise<void>;
}

/** Scenarios that share a daemon. */
export interface Group {
  readonly name: string;
  /** A line about its subject. */
  readonly title: string;
  /**
   * The settings its daemon is started with; `folder` is one that exists. A daemon that runs
   * already cannot be set, so a group with settings does not run against one.
   */
  readonly config?: (folder: string) => DaemonConfig;
  readonly needs?: readonly Need[];
  /**
   * All scenarios run at the same time, and wait for each other when they ask for a lazy repair, or for a restart:
   * it happens once for all of them.
   */
  readonly together?: "repair" | "restart";
  /** About how many seconds a real daemon needs for it, where they are many: it begins early then. */
  readonly seconds?: number;
  readonly scenarios: readonly Scenario[];
}
