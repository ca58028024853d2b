import type { Gap } from "../../src/contract/gaps.ts";

/** Where the fake daemon is known to differ from the releases, and why that is left. */
export const fakeGaps: readonly Gap[] = [];
