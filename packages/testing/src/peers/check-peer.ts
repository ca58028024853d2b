import * as z from "zod/mini";

import { check, peerOptions } from "../checks.ts";
import type { ScriptedPeerOptions } from "./scripted-peer.ts";

const optionsSchema = z.strictObject(peerOptions);
const nameSchema = z.string().check(z.minLength(1));

/**
 * Checks a peer's name and options at run time, because JavaScript callers have no types.
 *
 * @throws FakeDaemonError that says what to write.
 */
export function checkPeer(name: string, options: ScriptedPeerOptions): void {
  check("the name of a scripted peer", nameSchema, name);
  check(`the scripted peer ${name}`, optionsSchema, options);
}
