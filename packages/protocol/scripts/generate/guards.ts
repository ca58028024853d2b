import { isIntegerSchema, knownValues } from "../../src/schema.ts";
import type * as z from "zod/mini";

import { unionName } from "./models.ts";
import {
  type Definition,
  type Schema,
  type Source,
  definitionOf,
  nameOfList,
  nameOfShared,
  ruleOf,
} from "./source.ts";

/** Writes a plain function for each schema. */
export function guardsFile(source: Source): string {
  const writer = new GuardWriter(source);
  const models = [...source.models];
  const guards = models.map(([name, schema]) => writer.guard(name, schema));
  const tables = Object.entries(source.unions).map(([name, members]) =>
    writer.table(name, members),
  );
  return [writer.imports(), ...writer.shared(), ...guards, ...tables].join("\n");
}

/** The guard of a model. */
export function guardName(model: string): string {
  return `is${model}`;
}

class GuardWriter {
  readonly #source: Source;
  readonly #helpers = new Set<string>();
  readonly #rules = new Set<string>();
  readonly #words = new Set<string>();
  readonly #types = new Set<string>();
  readonly #shared = new Map<string, string>();

  constructor(source: Source) {
    this.#source = source;
  }

  imports(): string {
    const list = (names: Set<string>, prefix = "") =>
      [...names]
        .toSorted()
        .map((name) => `  ${prefix}${name},\n`)
        .join("");
    return [
      `import {\n  type Guard,\n${list(this.#helpers)}} from "../guard.ts";`,
      `import {\n${list(this.#rules)}} from "../rules.ts";`,
      `import {\n${list(this.#words)}} from "../words.ts";`,
      `import type {\n${list(this.#types)}} from "./models.ts";\n`,
    ].join("\n");
  }

  shared(): string[] {
    return [...this.#shared].map(
      ([code, name]) => `function ${name}(value: unknown): boolean {\n  return ${code};\n}\n`,
    );
  }

  guard(name: string, schema: Schema): string {
    this.#types.add(name);
    const definition = definitionOf(schema);
    const parts =
      definition.type === "object"
        ? this.#object(name, definition)
        : [this.#expression(schema, "value", true)];
    parts.push(...this.#checks(schema, "value"));
    const body = parts.length === 1 ? parts[0] : `(\n    ${parts.join(" &&\n    ")}\n  )`;
    return `/** Recognizes a {@link ${name}}. */\nexport function ${guardName(name)}(value: unknown): value is ${name} {\n  return ${body};\n}\n`;
  }

  table(table: string, members: Readonly<Record<string, Schema>>): string {
    const name = unionName(table);
    this.#types.add(name);
    const entries = Object.entries(members).map(
      ([type, schema]) => `  ${type}: ${guardName(this.#source.nameOf.get(schema) ?? "")},\n`,
    );
    return `/** The guard of each type of {@link ${name}}. */\nexport const ${table.slice(0, -"Schemas".length)}Guards: Readonly<\n  Record<${name}["type"], Guard<${name}>>\n> = {\n${entries.join("")}};\n`;
  }

  #object(name: string, { shape, catchall }: z.core.$ZodObjectDef): string[] {
    const fields = Object.entries(shape);
    if (catchall && definitionOf(catchall).type === "never") {
      const checks = fields.map(([field, schema]) => `${field}: ${this.#predicate(schema)}`);
      const table = checks.length === 0 ? "{}" : `{\n      ${checks.join(",\n      ")},\n    }`;
      return [`${this.#helper("isClosed")}<${name}>(value, ${table})`];
    }
    const checks = fields
      .map(([field, schema]) => this.#expression(schema, `value.${field}`))
      .filter((check) => check !== "true");
    return [`${this.#helper("isObject")}<${name}>(value)`, ...checks];
  }

  /** An expression that tells whether a value passes. */
  #expression(schema: Schema, value: string, isModel = false): string {
    const name = this.#source.nameOf.get(schema);
    if (name !== undefined && !isModel) return `${guardName(name)}(${value})`;
    const definition = definitionOf(schema);
    if (definition.type === "optional") return this.#optional(definition, value);
    if (definition.type === "unknown") return "true";
    const base = this.#base(schema, definition, value);
    const checks = isModel ? [] : this.#checks(schema, value);
    return [base, ...checks].join(" && ");
  }

  #optional({ innerType }: z.core.$ZodOptionalDef, value: string): string {
    const inner = definitionOf(innerType);
    if (inner.type !== "nullable") {
      if (inner.type === "unknown") return "true";
      return `${this.#helper("isOptional")}(${value}, ${this.#predicate(innerType)})`;
    }
    if (definitionOf(inner.innerType).type === "unknown") return "true";
    const predicate = this.#predicate(inner.innerType);
    const combined = /^is(String|Boolean|Number|Integer|Object)$/.exec(predicate);
    if (combined) return `${this.#helper(`isNullish${combined[1]}`)}(${value})`;
    return `${this.#helper("isNullish")}(${value}, ${predicate})`;
  }

  #base(schema: Schema, definition: Definition, value: string): string {
    switch (definition.type) {
      case "string":
        return `${this.#helper("isString")}(${value})`;
      case "boolean":
        return `${this.#helper("isBoolean")}(${value})`;
      case "number":
        return `${this.#helper(isIntegerSchema(schema) ? "isInteger" : "isNumber")}(${value})`;
      case "enum": {
        const values = knownValues(schema) ?? Object.values(definition.entries).map(String);
        return values.length === 1
          ? `${value} === ${JSON.stringify(values[0])}`
          : `${this.#helper("isOneOf")}(${value}, ${this.#literal(values)})`;
      }
      case "array":
        return `${this.#helper("isArrayOf")}(${value}, ${this.#predicate(definition.element)})`;
      case "object":
        return definition.catchall && definitionOf(definition.catchall).type !== "unknown"
          ? `${this.#helper("isMapOf")}(${value}, ${this.#predicate(definition.catchall)})`
          : `${this.#helper("isObject")}(${value})`;
      case "custom":
        return `${this.#helper("isBlob")}(${value})`;
      default:
        throw new TypeError(`no guard for ${definition.type}`);
    }
  }

  /** A function that checks a value. A function that several fields share is written once. */
  #predicate(schema: Schema): string {
    const code = this.#expression(schema, "value");
    if (code === "true") return this.#helper("isUnknown");
    const [, called] = /^(\w+)\(value\)$/.exec(code) ?? [];
    if (called !== undefined) return called;
    const known = this.#shared.get(code);
    if (known !== undefined) return known;
    const name = this.#sharedName(schema);
    this.#shared.set(code, name);
    return name;
  }

  #sharedName(schema: Schema): string {
    const shared = nameOfShared(schema);
    const list = nameOfList(knownValues(schema) ?? []);
    const words = shared ?? list;
    const base =
      words === undefined ? "check" : `check${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    const taken = new Set(this.#shared.values());
    for (let number = 1; ; number++) {
      const name = number === 1 && base !== "check" ? base : `${base}${number}`;
      if (!taken.has(name)) return name;
    }
  }

  #checks(schema: Schema, value: string): string[] {
    return (definitionOf(schema).checks ?? []).flatMap((check) => {
      const rule = ruleOf(check);
      if (rule?.name === "isWhole") return [];
      if (rule) {
        this.#rules.add(rule.name);
        const values = rule.values.map((argument) => this.#literal(argument));
        return [`${rule.name}(${[value, ...values].join(", ")})`];
      }
      const definition = check._zod.def as z.core.$ZodChecks["_zod"]["def"];
      switch (definition.check) {
        case "min_length":
          return [`${value}.length >= ${definition.minimum}`];
        case "max_length":
          return [`${value}.length <= ${definition.maximum}`];
        case "greater_than":
          return [`${value} >${definition.inclusive ? "=" : ""} ${Number(definition.value)}`];
        case "less_than":
          return [`${value} <${definition.inclusive ? "=" : ""} ${Number(definition.value)}`];
        case "string_format":
          if ("pattern" in definition && definition.pattern)
            return [`${definition.pattern}.test(${value})`];
          throw new TypeError("no guard for this format");
        default:
          throw new TypeError(`no guard for ${definition.check}`);
      }
    });
  }

  #literal(value: unknown): string {
    const list = Array.isArray(value) ? nameOfList(value) : undefined;
    if (list === undefined) return JSON.stringify(value);
    this.#words.add(list);
    return list;
  }

  #helper(name: string): string {
    this.#helpers.add(name);
    return name;
  }
}
