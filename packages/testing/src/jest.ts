/**
 * The types of the matchers for the global `expect` of Jest, and for that of vitest 3 and 4.
 *
 * @packageDocumentation
 */
import type { DaemonMatchers } from "./runners/matchers.ts";

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends DaemonMatchers<R> {}
  }
}
