import { Daemon } from "./daemon/daemon.ts";
import { launch } from "./daemon/lifecycle.ts";
import { releases } from "./daemon/releases/index.ts";
import { defaultSettings, withSettings } from "./daemon/settings.ts";
import { fetchDoor } from "./doors/fetch.ts";
import { webSocketDoor } from "./doors/web-socket.ts";
import { Lifecycle } from "./fake-lifecycle.ts";
import { FakeMachine } from "./fake-machine.ts";
import { FakeState } from "./fake-state.ts";
import {
  type ClientOptions,
  type FakeDaemonOptions,
  checkDaemonOptions,
  defaultRelease,
  makeClock,
} from "./options.ts";
import { ScriptedPeers } from "./peers/scripted-peers.ts";
import { Seed } from "./seed.ts";
import { Problems, strictnessOf } from "./strictness.ts";
import { Verification } from "./verification.ts";
import { Activity } from "./time/activity.ts";
import { FakeClock } from "./time/fake-clock.ts";
import { App } from "./wire/app.ts";
import { Traffic } from "./wire/traffic.ts";
import { type TranscriptOptions, transcriptOf } from "./wire/transcript.ts";

/** The parts of a fake daemon. */
export type Assembly = ReturnType<typeof assemble>;

/**
 * Makes the parts of a fake daemon and connects them.
 *
 * @throws FakeDaemonError for an invalid option.
 */
export function assemble(url: string, options: FakeDaemonOptions) {
  checkDaemonOptions(options);
  const {
    emulate: version = defaultRelease,
    authToken,
    seed = 1,
    automaticRepair = true,
  } = options;
  const strictness = strictnessOf(options.strict);
  const settings = withSettings(defaultSettings, options.settings);
  const clock = makeClock(options);
  const activity = new Activity();
  const problems = new Problems();
  clock.onFailure = activity.onFailure = (error) => problems.addUnknown(error);
  const daemon = new Daemon({
    facts: releases[version],
    settings: structuredClone(settings),
    clock,
    activity,
    seed,
    automaticRepair,
  });
  launch(daemon);
  const refusesUnknownRoutes = strictness.unknownRoutes;
  const app = new App({ daemon, version, authToken, refusesUnknownRoutes });
  const onProblem = problems.add.bind(problems);
  const traffic = new Traffic({ daemon, app, authToken, onProblem, log: options.log });
  const transcript = (format: TranscriptOptions = {}) =>
    transcriptOf(traffic.recorder.all, format, peers.displayNames);
  const peers = new ScriptedPeers({ url, daemon, traffic, problems, authToken, transcript });
  const clientOptions: ClientOptions = Object.freeze({
    baseUrl: url,
    fetch: fetchDoor((request) => traffic.serve(request)),
    WebSocket: webSocketDoor((line) => traffic.open(line, { counted: true }), activity),
    clock: new FakeClock(clock, activity),
    ...(authToken !== undefined && { authToken }),
  });
  const parts = { daemon, traffic, peers, problems };
  return {
    version,
    daemon,
    traffic,
    peers,
    clientOptions,
    transcript,
    machine: new FakeMachine(daemon),
    state: new FakeState(daemon, version, () => peers.forget()),
    seed: new Seed(daemon),
    lifecycle: new Lifecycle({ ...parts, settings }),
    verification: new Verification({ ...parts, strictness, transcript }),
  };
}
