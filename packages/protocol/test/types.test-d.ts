// tsc checks this file. Nothing runs it.
import {
  type AskParams,
  AskParamsSchema,
  type KnownEventType,
  type MeshEvent,
  type Peer,
  PeerSchema,
  type RegisterPeerParams,
  endpoints,
} from "@repowire/protocol";
import * as z from "zod/mini";

type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** A `switch` over the type of an event covers all known types, `"unknown"` and `"malformed"`. */
export const allEvents: Equal<MeshEvent["type"], KnownEventType | "unknown" | "malformed"> = true;

/** An open list accepts any text and completes the known values, in answers and in requests. */
export const openAnswer: Peer["backend"] = "an agent of tomorrow";
export const openRequest: RegisterPeerParams["backend"] = "kimi-code";

// @ts-expect-error A closed list does not.
export const closedEnum: RegisterPeerParams["role"] = "a role of tomorrow";

declare const peer: Peer;

// @ts-expect-error A model has no index signature: what is misspelt does not compile.
export const misspelt: unknown = peer.staus;

/** Users can infer the type of a schema and derive other schemas from it. */
export const inferred: z.infer<typeof AskParamsSchema> = {
  from_peer: "a",
  to_peer: "b",
  text: "Which port?",
} satisfies AskParams;
const Card = z.extend(z.pick(PeerSchema, { peer_id: true, path: true }), { color: z.string() });
export const card: z.infer<typeof Card> = { peer_id: "repow-a-00000000", color: "red" };
const Rest = z.omit(AskParamsSchema, { text: true, question: true });
export const rest: z.infer<typeof Rest> = { from_peer: "a", to_peer: "b" };

/** A guard narrows to its model. */
export function textOf(value: unknown): string {
  return endpoints.ask.params(value) ? value.text : "";
}
