// Holds by compiling: tsc checks this file, nothing runs it.
import type * as protocol from "@repowire/protocol";
import type * as z from "zod/mini";

type Equal<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

type Schemas = {
  [
    Name in keyof typeof protocol as Name extends `${string}Schema` ? Name : never
  ]: (typeof protocol)[Name];
};

/** What is read is what was sent: the type that goes into a schema is the one that comes out. */
type Changed = {
  [Name in keyof Schemas]: Schemas[Name] extends z.ZodMiniType
    ? Equal<z.input<Schemas[Name]>, z.output<Schemas[Name]>> extends true
      ? never
      : Name
    : never;
}[keyof Schemas];

export const nothingChanges: Changed extends never ? true : Changed = true;

type Events = protocol.MeshEvent["type"];

/** A `switch` over the type of an event knows all of them, and one for what is unknown. */
export const allEvents: Equal<Events, protocol.KnownEventType | "unknown"> = true;

/** An open enum takes any text, and completes the known ones. */
export const openEnum: protocol.Peer["backend"] = "an agent of tomorrow";

// @ts-expect-error A closed one of a request does not.
export const closedEnum: protocol.RegisterPeerParams["backend"] = "an agent of tomorrow";
