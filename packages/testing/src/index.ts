export { FakeDaemon, type FakeDaemonOptions } from "./fake-daemon.ts";
export { FakeDaemonError, type FakeDaemonErrorCode } from "./fake-daemon-error.ts";
