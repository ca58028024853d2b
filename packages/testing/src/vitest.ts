/// <reference types="vitest" />
/**
 * The types of the matchers for the `expect` of vitest 5. For vitest 3 and 4, import
 * `@repowire/testing/jest` in its place.
 *
 * @packageDocumentation
 */
import type { DaemonMatchers } from "./runners/matchers.ts";

declare module "vitest" {
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends DaemonMatchers<R> {}
}
