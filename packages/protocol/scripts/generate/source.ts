import { globSync } from "node:fs";
import { basename } from "node:path";

import type * as z from "zod/mini";

import type { EndpointDefinition } from "../../src/endpoint-table.ts";
import { ruleParams } from "../../src/schema.ts";
import * as rules from "../../src/rules.ts";
import * as schemaModule from "../../src/schema.ts";
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
  /** The file below `models` that exports a model's schema. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** The endpoints in the order of the table, each with the part of the domain it belongs to. */
  readonly endpoints: readonly EndpointEntry[];
  /** Tables of models that are told apart by their `type`. */
  readonly unions: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

/** Loads the schemas. */
export async function loadSource(folder: string): Promise<Source> {
  const models = new Map<string, Schema>();
  const fileOf = new Map<string, string>();
  const tags = new Map<string, string>();
  const unions: Record<string, Readonly<Record<string, Schema>>> = {};
  for (const path of globSync(`${folder}/models/*.ts`).toSorted()) {
    const exported = (await import(path)) as Record<string, unknown>;
    for (const name of namesInOrder(exported)) {
      const value = exported[name];
      if (name.endsWith("Endpoints")) {
        for (const endpoint of Object.keys(value as object))
          tags.set(endpoint, basename(path, ".ts"));
      } else if (name.endsWith("Schemas")) unions[name] = value as Record<string, Schema>;
      else if (name.endsWith("Schema")) {
        models.set(name.slice(0, -"Schema".length), value as Schema);
        fileOf.set(name.slice(0, -"Schema".length), basename(path));
      }
    }
  }
  const nameOf = new Map([...models].map(([name, schema]) => [schema, name]));
  const { definitions } = await import("../../src/endpoint-schemas.ts");
  const endpoints = Object.entries<EndpointDefinition>(definitions).map(([name, definition]) => ({
    name,
    definition,
    tag: tags.get(name) ?? "",
  }));
  return { models, nameOf, fileOf, endpoints, unions };
}

/** Module namespaces are sorted by name, which keeps the output the same when lines move. */
function namesInOrder(exported: Record<string, unknown>): string[] {
  return Object.keys(exported).toSorted();
}

const listNames = namesOf(words, Array.isArray);

/** The name of a list of known values. */
export function nameOfList(list: readonly string[]): string | undefined {
  return listNames.get(list);
}

const schemaNames = namesOf(schemaModule, (value) => typeof value === "object" && value !== null);

/** The name of a schema that many models share, such as `peerReference`. */
export function nameOfShared(schema: Schema): string | undefined {
  return schemaNames.get(schema);
}

const ruleNames = namesOf(rules, (value) => typeof value === "function");

/** A rule of a schema: the name of its function, and its arguments. */
export function ruleOf(
  check: z.core.$ZodCheck<never>,
): { name: string; values: readonly unknown[] } | undefined {
  const params = ruleParams(check);
  if (!params) return undefined;
  const name = ruleNames.get(params.holds);
  if (name === undefined) throw new TypeError("a rule must be a function that rules.ts exports");
  return { name, values: params.values };
}

function namesOf(module: object, wanted: (value: unknown) => boolean): Map<unknown, string> {
  const entries = Object.entries(module).filter(([, value]) => wanted(value));
  return new Map(entries.map(([name, value]) => [value as unknown, name]));
}
