import { type Facts, releases } from "../../../../packages/testing/src/daemon/releases/index.ts";

/** Facts of the recorded Go daemon that upstream has changed since. */
const changedSince: Partial<Facts> = {
  registrationShowsIdentity: false,
  removalClosesSocket: false,
  removalRetires: false,
  showsAddressability: false,
  asksItself: true,
  holdsForBusy: false,
  keepsReplies: false,
  refusesQueuedReply: true,
};

/** Lets new fakes of `go` follow the recorded commit and not today's upstream. */
export function followRecordedGo(): void {
  const table = releases as Record<string, Facts>;
  table["go"] = { ...releases.go, ...changedSince };
}
