/**
 * The types of the matchers for the `expect` of `@jest/globals`.
 *
 * @packageDocumentation
 */
import type { DaemonMatchers } from "./runners/matchers.ts";

// @ts-expect-error Only projects that run Jest have it.
declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends DaemonMatchers<R> {}
}
