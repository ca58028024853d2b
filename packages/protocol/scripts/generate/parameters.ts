import type * as z from "zod/mini";

import {
  type Schema,
  type Source,
  definitionOf,
  isIntegerSchema,
  knownValues,
  nameOfList,
  ruleOf,
} from "./source.ts";

/** Writes the parameters of each endpoint as data, for the fake daemon, which reads them without zod. */
export function parametersFile(source: Source): string {
  const writer = new ParameterWriter(source);
  const table = source.endpoints.map(
    ({ name, definition }) => `  ${name}: ${writer.model(definition.params)},\n`,
  );
  return [
    `import type { EndpointName } from "@repowire/protocol";\n`,
    `import type { Model } from "../parameter.ts";\n`,
    ...writer.constants,
    "/** The parameters of each endpoint, in the order in which the daemon looks for a route. */",
    `export const parameters: Readonly<Record<EndpointName, Model>> = {\n${table.join("")}};\n`,
  ].join("\n");
}

class ParameterWriter {
  readonly #source: Source;
  readonly #constants = new Map<string, string>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** The models and the lists of known values. Each follows those that it names. */
  get constants(): Iterable<string> {
    return this.#constants.values();
  }

  /** Writes a model. Returns its name. */
  model(schema: Schema): string {
    const definition = definitionOf(schema);
    const name = this.#source.nameOf.get(schema);
    if (definition.type !== "object" || name === undefined) {
      throw new TypeError("parameters must be a named model");
    }
    const fields = Object.entries(definition.shape).map(
      ([field, part]) => `    ${field}: ${this.#parameter(part)},\n`,
    );
    const limits = limitsOf(schema).map((limit) => `    ${limit},\n`);
    const parts = [
      '  type: "model",\n',
      `  fields: {${fields.length > 0 ? `\n${fields.join("")}  ` : ""}},\n`,
      ...(limits.length > 0 ? [`  limits: [\n${limits.join("")}  ],\n`] : []),
    ];
    return this.#constant(name, "Model", `{\n${parts.join("")}}`);
  }

  #parameter(schema: Schema, ...presence: readonly string[]): string {
    const definition = definitionOf(schema);
    const limits = limitsOf(schema);
    const written = (type: string, ...more: readonly string[]) =>
      object(
        `type: "${type}"`,
        ...more,
        ...(limits.length > 0 ? [`limits: [${limits.join(", ")}]`] : []),
        ...presence,
      );
    switch (definition.type) {
      case "optional":
      case "nullable":
        return this.#parameter(definition.innerType, ...presence, `${definition.type}: true`);
      case "string": {
        // The daemon has an answer of its own to a value that it checks after the types.
        const known = (definition.checks ?? []).length === 0 ? knownValues(schema) : undefined;
        return written("string", ...(known ? [`known: ${this.#list(known)}`] : []));
      }
      case "enum": {
        const known = knownValues(schema) ?? Object.values(definition.entries).map(String);
        return written("string", `known: ${this.#list(known)}`);
      }
      case "boolean":
        return written("boolean");
      case "number":
        return written(isIntegerSchema(schema) ? "integer" : "number");
      case "array":
        return written("list", `entries: ${this.#parameter(definition.element)}`);
      case "object": {
        const { catchall } = definition;
        if (catchall && definitionOf(catchall).type !== "never")
          return written("map", `values: ${this.#parameter(catchall)}`);
        const name = this.model(schema);
        return presence.length === 0 ? name : object(`...${name}`, ...presence);
      }
      case "unknown":
      case "custom":
        return written("any");
      default:
        throw new TypeError(`no parameter is of the type ${definition.type}`);
    }
  }

  #list(values: readonly string[]): string {
    const name = nameOfList(values);
    const code = JSON.stringify(values);
    return name === undefined ? code : this.#constant(name, "readonly string[]", code);
  }

  #constant(name: string, type: string, code: string): string {
    this.#constants.set(name, `const ${name}: ${type} = ${code};\n`);
    return name;
  }
}

function object(...parts: readonly string[]): string {
  return `{ ${parts.join(", ")} }`;
}

/** The checks of a schema that the daemon makes too. */
function limitsOf(schema: Schema): string[] {
  return (definitionOf(schema).checks ?? []).flatMap((check) => {
    const rule = ruleOf(check);
    if (!rule) return [limitOf(check._zod.def as z.core.$ZodChecks["_zod"]["def"])];
    if (!rule.daemon) return [];
    const parts = Object.entries({ rule: rule.name, of: rule.values, ...rule.daemon });
    return [object(...parts.map(([key, value]) => `${key}: ${JSON.stringify(value)}`))];
  });
}

function limitOf(definition: z.core.$ZodChecks["_zod"]["def"]): string {
  switch (definition.check) {
    case "min_length":
      return object(`minLength: ${definition.minimum}`);
    case "max_length":
      return object(`maxLength: ${definition.maximum}`);
    case "greater_than":
    case "less_than": {
      if (!definition.inclusive) throw new TypeError("a limit must be inclusive");
      const name = definition.check === "less_than" ? "most" : "least";
      return object(`${name}: ${Number(definition.value)}`);
    }
    case "string_format":
      if ("pattern" in definition && definition.pattern)
        return object(`pattern: ${definition.pattern}`);
      throw new TypeError("a format must be a pattern");
    default:
      throw new TypeError(`no limit is of the kind ${definition.check}`);
  }
}
