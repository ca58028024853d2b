export { type Address, FakeDaemon, type ListenOptions } from "./fake-daemon.ts";
export { type FakeDaemonOptions } from "./options.ts";
export { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
export { FakeClock } from "./time/fake-clock.ts";
export { FakeMachine } from "./fake-machine.ts";
export { FakeState, type Snapshot } from "./fake-state.ts";
export { type Duration } from "./time/duration.ts";
export { type Strictness } from "./strictness.ts";
export {
  Seed,
  type SeedAsk,
  type SeedData,
  type SeedDelivery,
  type SeedEvent,
  type SeedPeer,
} from "./seed.ts";
export { ScriptedPeer, type ScriptedPeerOptions } from "./peers/scripted-peer.ts";
export { type ConnectScriptedPeerOptions, connectScriptedPeer } from "./peers/connect-peer.ts";
export { type AskPattern, AskScript } from "./peers/ask-script.ts";
export {
  type Frame,
  type QuestionAnswer,
  ReceivedAsk,
  type ReceivedNotification,
} from "./peers/received.ts";
export {
  type CallFault,
  type FaultTarget,
  type FrameFault,
  type FrameType,
} from "./wire/faults/fault.ts";
export {
  type RecordedCall,
  type RecordedDaemonFrame,
  type RecordedFrame,
  type RecordedMessage,
  type RecordedPeerFrame,
  type RecordedRequest,
} from "./wire/entries.ts";
export { type Clock, type Timer } from "./time/clock.ts";
export { type Launch, type Launched, type Pane } from "./daemon/state.ts";
export { type DaemonSettings, type SpawnSettings } from "./daemon/settings.ts";
export {
  type Assertions,
  type DaemonMatchers,
  type MatcherResult,
  assertThat,
  matchers,
} from "./runners/matchers.ts";
export { type TextPattern } from "./peers/text-pattern.ts";
export { type DaemonFixtures, type FixtureContext, daemonFixtures } from "./runners/vitest.ts";
export { withDaemon } from "./runners/any-runner.ts";
