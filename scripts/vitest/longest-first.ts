import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The test files that take longest, the longest first. A file that starts last keeps everybody waiting. */
export const longest: readonly string[] = [
  "tools/contract/test/real-0.17.0.daemon.test.ts",
  "tools/contract/test/real-0.14.17.daemon.test.ts",
  "packages/testing/test/live/survival.test.ts",
  "tools/contract/test/python-client.daemon.test.ts",
  "packages/protocol/test/daemon-validation.daemon.test.ts",
  "tools/contract/test/fuzz.daemon.test.ts",
  "tools/real-daemon/src/start-daemon.daemon.test.ts",
  "tools/real-daemon/src/cli.daemon.test.ts",
  // It counts what is alive, which takes longer when more has been loaded.
  "packages/testing/test/virtual-time.test.ts",
  "tools/contract/test/fake-on-loopback.test.ts",
  "tools/contract/test/fake-in-process.test.ts",
  "packages/testing/test/live/replies.test.ts",
  "tools/contract/src/facts.test.ts",
  "packages/testing/test/live/many-replies.test.ts",
  "packages/testing/test/cli.test.ts",
  "packages/testing/test/live/live-peers.test.ts",
  "packages/testing/test/live/event-streams.test.ts",
  "packages/client/test/failures/cuts.test.ts",
  "scripts/vitest/closing-line-reporter.test.ts",
  "tools/contract/test/suite.test.ts",
  "packages/testing/src/time/endings.test.ts",
  "packages/client/test/failures/failures.test.ts",
  "packages/client/src/lazy.test.ts",
  "packages/testing/test/faults.test.ts",
];

/** Starts the longest files first, also where no earlier run has measured them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return index < 0 ? longest.length : index;
    };
    return (await super.sort(files)).toSorted((left, right) => place(left) - place(right));
  }
}
