import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type * as z from "zod/mini";

import * as checks from "../../src/checks.ts";
import type { EndpointDefinition } from "../../src/models/route.ts";
import type { RuleParams } from "../../src/schema.ts";
import * as words from "../../src/words.ts";

/** An endpoint, its name and its part of the domain. */
export interface EndpointEntry {
  readonly name: string;
  readonly definition: EndpointDefinition;
  readonly tag: string;
}

export type Schema = z.core.$ZodType;
export type Definition = z.core.$ZodTypes["_zod"]["def"];

export const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition;

/** Everything the generator knows of the schemas, by name. */
export interface Source {
  /** Each model's schema, in the order of the sources. */
  readonly models: ReadonlyMap<string, Schema>;
  readonly nameOf: ReadonlyMap<Schema, string>;
  /** The file below `models`, without `.ts`, that exports a model's schema. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** The endpoints in the order of the table, each with the part of the domain it belongs to. */
  readonly endpoints: readonly EndpointEntry[];
  /** Tables of models that are told apart by their `type`. */
  readonly unions: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

/** The parts of the domain that have endpoints, in the order of documents and tables. */
const parts = [
  "health",
  "peers",
  "messages",
  "asks",
  "events",
  "chat",
  "spawn",
  "sessions",
  "attachments",
  "jobs",
];

/** Loads the schemas. */
export async function loadSource(folder: string): Promise<Source> {
  const models = new Map<string, Schema>();
  const fileOf = new Map<string, string>();
  const endpoints: EndpointEntry[] = [];
  const unions: Record<string, Readonly<Record<string, Schema>>> = {};
  for (const path of globSync(`${folder}/models/*.ts`).toSorted()) {
    const exported = (await import(path)) as Record<string, unknown>;
    const tag = basename(path, ".ts");
    for (const name of namesInOrder(exported)) {
      const value = exported[name];
      if (name.endsWith("Endpoints")) {
        if (!parts.includes(tag)) throw new TypeError(`${tag} has no place in the table`);
        const table = Object.entries(value as Record<string, EndpointDefinition>);
        endpoints.push(...table.map(([name, definition]) => ({ name, definition, tag })));
      } else if (name.endsWith("Schemas")) {
        unions[name] = value as Record<string, Schema>;
      } else if (/^[A-Z]/.test(name)) {
        models.set(name, value as Schema);
        fileOf.set(name, tag);
      }
    }
  }
  const nameOf = new Map([...models].map(([name, schema]) => [schema, name]));
  // In the order of the source, because messages list the types.
  const text = readFileSync(join(folder, "models/events.ts"), "utf8");
  const place = (name: string) => text.indexOf(`const ${name} `);
  unions["eventSchemas"] = Object.fromEntries(
    [...models]
      .filter(([name]) => fileOf.get(name) === "events")
      .toSorted(([one], [other]) => place(one) - place(other))
      .flatMap(([, schema]) => {
        const type = typeOf(schema);
        return type === undefined ? [] : [[type, schema]];
      }),
  );
  endpoints.sort((one, other) => parts.indexOf(one.tag) - parts.indexOf(other.tag));
  return { models, nameOf, fileOf, endpoints, unions };
}

/** The value of `type`, if the schema accepts only one. */
function typeOf(schema: Schema): string | undefined {
  const definition = definitionOf(schema);
  const type = definition.type === "object" && definition.shape["type"];
  const known = type ? definitionOf(type as Schema) : undefined;
  return known?.type === "enum" ? String(Object.values(known.entries)[0]) : undefined;
}

/** Module namespaces are sorted by name, which keeps the output the same when lines move. */
function namesInOrder(exported: Record<string, unknown>): string[] {
  return Object.keys(exported).toSorted();
}

const listNames = namesOf(words, Array.isArray);

/** The name of a list of known values. */
export function nameOfList(list: readonly unknown[]): string | undefined {
  return listNames.get(list);
}

/** Every list of known values by its name. */
export const lists = [...listNames]
  .map(([list, name]) => ({ name, list: list as readonly (string | number)[] }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** The known values of a string, if its schema has such a list. */
export function knownValues(schema: Schema): readonly string[] | undefined {
  const { known } = schema._zod.def as { known?: string | readonly string[] };
  const byName: Readonly<Record<string, unknown>> = words;
  return typeof known === "string" ? (byName[known] as readonly string[]) : known;
}

/** The type of a list of known values: `Backend` for `backends`, `PeerStatus` for `peerStatuses`. */
export function typeOfList(name: string): string {
  const singular = name.replace(/ies$/, "y").replace(/(?<=us)es$|(?<!us)s$/, "");
  return singular.charAt(0).toUpperCase() + singular.slice(1);
}

const ruleNames = namesOf(checks, (value) => typeof value === "function");

function paramsOf(check: z.core.$ZodCheck<never>): Partial<RuleParams> | undefined {
  return (check._zod.def as { params?: Partial<RuleParams> }).params;
}

/** A rule of a schema: the name of its function, and its arguments. */
export function ruleOf(
  check: z.core.$ZodCheck<never>,
): (Pick<RuleParams, "values" | "error" | "daemon"> & { name: string }) | undefined {
  const params = paramsOf(check);
  if (params?.holds === undefined) return undefined;
  const name = ruleNames.get(params.holds);
  if (name === undefined) throw new TypeError("a rule must be a function that checks.ts exports");
  const { values, error, daemon } = params as RuleParams;
  return { name, values, error, daemon };
}

/** Whether a schema accepts only whole numbers. */
export function isIntegerSchema(schema: Schema): boolean {
  const { checks: rules = [] } = schema._zod.def;
  return rules.some((rule) => paramsOf(rule)?.holds === checks.isInteger);
}

function namesOf(module: object, wanted: (value: unknown) => boolean): Map<unknown, string> {
  const entries = Object.entries(module).filter(([, value]) => wanted(value));
  return new Map(entries.map(([name, value]) => [value as unknown, name]));
}
