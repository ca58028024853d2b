import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one line for people and programs: `N passed, N failed, N skipped`. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const testModule of testModules) {
      // A file that does not load has no tests, but it is a failure.
      if (testModule.errors().length > 0) count.failed += 1;
      for (const suite of testModule.children.allSuites()) count.failed += suite.errors().length;
      for (const test of testModule.children.allTests()) count[test.result().state] += 1;
    }
    // Tests that never ran, because the run was interrupted, did not pass.
    const failed = count.failed + count.pending;
    console.log(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped`);
  }
}
