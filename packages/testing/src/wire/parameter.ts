/** A parameter of a call, or a part of one, as the daemon reads it. */
export type Parameter = Presence &
  (
    | {
        readonly type: "string";
        /** The only values that a Python daemon takes. */
        readonly known?: readonly string[];
      }
    | { readonly type: "boolean" | "integer" | "number" | "any" }
    | { readonly type: "list"; readonly entries: Parameter }
    | { readonly type: "map"; readonly values: Parameter }
    | Model
  );

interface Presence {
  /** Whether it may be left out. */
  readonly optional?: true;
  /** Whether it may be null. */
  readonly nullable?: true;
  /** What its value must keep, if it has the type. Only the first broken one is reported. */
  readonly limits?: readonly Limit[];
}

/** An object with known fields, such as all parameters of an endpoint. */
export interface Model extends Presence {
  readonly type: "model";
  readonly fields: Readonly<Record<string, Parameter>>;
}

/** What the daemon itself checks beside the type. */
export type Limit =
  | { readonly minLength: number }
  | { readonly maxLength: number }
  | { readonly least: number }
  | { readonly most: number }
  | { readonly pattern: RegExp }
  | DaemonRule;

/** A rule in the daemon's own code, with the daemon's answer to a value that breaks it. */
export interface DaemonRule {
  /** The rule by its name in `checks.ts` of `@repowire/protocol`. */
  readonly rule: "excludes" | "hasEntries" | "hasSome" | "isShortName" | "needs";
  /** The names of the fields that the rule is about. */
  readonly of: readonly string[];
  readonly type: string;
  readonly msg: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
}
