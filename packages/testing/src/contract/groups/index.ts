import type { Group } from "../scenario.ts";
import { circles } from "./circles.ts";
import { identity } from "./identity.ts";
import { lookup } from "./lookup.ts";
import { peers } from "./peers.ts";
import { registration } from "./registration.ts";

/** Every group of scenarios. */
export const groups: readonly Group[] = [registration, identity, lookup, circles, peers];
