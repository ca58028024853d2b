export { FakeDaemon } from "./fake-daemon.ts";
export {
  type Address,
  type ClientOptions,
  type FakeDaemonOptions,
  type FaultOptions,
  type ListenOptions,
} from "./options.ts";
export { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
export { type FakeClock } from "./time/fake-clock.ts";
export { type FakeMachine } from "./fake-machine.ts";
export { type FakeState, type Snapshot } from "./fake-state.ts";
export { type Duration } from "./time/duration.ts";
export { type Strictness } from "./strictness.ts";
export {
  type Seed,
  type SeedAsk,
  type SeedData,
  type SeedDelivery,
  type SeedEvent,
  type SeedPeer,
} from "./seed.ts";
export {
  type ScriptedPeer,
  type ScriptedPeerOptions,
  type WaitOptions,
} from "./peers/scripted-peer.ts";
export { type ConnectScriptedPeerOptions, connectScriptedPeer } from "./peers/connect-peer.ts";
export { type AskPattern, type AskScript } from "./peers/ask-script.ts";
export {
  type Frame,
  type QuestionAnswer,
  type ReceivedAsk,
  type ReceivedNotification,
} from "./peers/received.ts";
export {
  type CallFault,
  type CallFaultOf,
  type CallTarget,
  type FaultHandle,
  type FaultTarget,
  type FrameFault,
  type FrameTarget,
  type FrameType,
  type PlannedFault,
  type WantedFault,
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
  type BodyPattern,
  type DaemonMatchers,
  type MatcherResult,
  type ReceivedOptions,
  assertThat,
  matchers,
} from "./runners/matchers.ts";
export { type AsymmetricMatcher, type CallMatch, type TextPattern } from "./wire/patterns.ts";
export { type TranscriptOptions } from "./wire/transcript.ts";
export {
  type ClientFixture,
  type DaemonFixture,
  type DaemonFixtures,
  type FixtureContext,
  type FixtureUse,
  daemonFixtures,
} from "./runners/vitest.ts";
export { type ClientClass, type ClosableClient } from "./runners/any-runner.ts";
export { withDaemon } from "./runners/any-runner.ts";
