import type * as z from "zod/mini";

import { unionName } from "./models.ts";
import {
  type Definition,
  type Schema,
  type Source,
  definitionOf,
  isIntegerSchema,
  knownValues,
  nameOfList,
  ruleOf,
} from "./source.ts";

/**
 * Writes a plain function for each schema, and separately what explains why a value does not match. Events
 * and frames have a file of their own, because a program that calls the daemon does not need them.
 */
export function guardFiles(source: Source): Readonly<Record<string, string>> {
  const words: Words = { texts: [], plain: [] };
  const [calls, events] = [new GuardWriter(source, words), new GuardWriter(source, words)];
  const members = new Set(Object.values(source.unions).flatMap((table) => Object.values(table)));
  for (const [name, schema] of source.models) {
    (members.has(schema) ? events : calls).model(name, schema);
  }
  for (const [name, table] of Object.entries(source.unions)) events.table(name, table);
  calls.eventTypes(Object.keys(source.unions["eventSchemas"] ?? {}));
  return {
    "guards.ts": calls.text(),
    "event-guards.ts": events.text(),
    "explanations.ts": explanations(words, {
      "./event-guards.ts": events.written,
      "./guards.ts": calls.written,
    }),
  };
}

/** What an explanation needs besides the guards. */
interface Words {
  /** What to say about each broken rule. A guard has only the index. */
  readonly texts: string[];
  /** The fields of the guards that are plain code. */
  readonly plain: string[];
}

function explanations(
  { texts, plain }: Words,
  guards: Readonly<Record<string, ReadonlySet<string>>>,
): string {
  const used = [...new Set(plain.join("").match(/\b(is[A-Z]\w*|\w+Of|nullish|optional)\b/g))];
  const imports = Object.entries(guards).map(
    ([file, names]) => [file, used.filter((name) => names.has(name))] as const,
  );
  const ofModels = new Set(imports.flatMap(([, names]) => names));
  const helpers = used.filter((name) => !ofModels.has(name));
  const list = (names: readonly string[]) =>
    names
      .toSorted()
      .map((name) => `  ${name},\n`)
      .join("");
  return [
    `import {\n  type Check,\n  type Parts,\n${list(helpers)}} from "../checks.ts";`,
    ...imports.map(([file, names]) => `import {\n${list(names)}} from "${file}";`),
    "",
    "/** What to say about each broken rule. */",
    `export const texts: readonly string[] = ${JSON.stringify(texts, null, 2)};\n`,
    "/** The fields of the guards that are plain code. */",
    `export const plainGuards: ReadonlyMap<Check, Parts> = /* @__PURE__ */ new Map<Check, Parts>([\n${plain.join("")}]);\n`,
  ].join("\n");
}

/** The guard of a model. */
export function guardName(model: string): string {
  return `is${model}`;
}

class GuardWriter {
  readonly #source: Source;
  /** Models of which an answer or the stream has many. They are checked without a table of fields. */
  readonly #many: ReadonlySet<Schema>;
  readonly #helpers = new Set<string>();
  readonly #words = new Set<string>();
  readonly #types = new Set<string>();
  /** The names of written constants by their code. A check that several fields share is written once. */
  readonly #names = new Map<string, string>();
  readonly written = new Set<string>();
  readonly #body: string[] = [];
  #isInline = false;
  readonly #known: Words;

  constructor(source: Source, words: Words) {
    this.#known = words;
    this.#source = source;
    this.#many = new Set(manyOf(source));
  }

  text(): string {
    const list = (names: Set<string>) =>
      [...names]
        .toSorted()
        .map((name) => `  ${name},\n`)
        .join("");
    return [
      `import {\n  type Check,\n  type Guard,\n${list(this.#helpers)}} from "../checks.ts";`,
      `import {\n${list(this.#words)}} from "../words.ts";`,
      `import type {\n${list(this.#types)}} from "./models.ts";\n`,
      ...this.#body,
    ].join("\n");
  }

  /** Writes the guard of a model after the checks that it calls. Returns its name. */
  model(name: string, schema: Schema): string {
    const guard = guardName(name);
    if (this.written.has(guard)) return guard;
    this.written.add(guard);
    this.#types.add(name);
    const code = this.#guard(name, schema);
    const same = this.#names.get(code);
    this.#names.set(code, same ?? guard);
    const value = same === undefined ? code : `${same} as Check as Guard<${name}>`;
    this.#body.push(`export const ${guard}: Guard<${name}> = ${value};\n`);
    return guard;
  }

  table(table: string, members: Readonly<Record<string, Schema>>): void {
    const name = unionName(table);
    this.#types.add(name);
    const entries = Object.entries(members).map(
      ([type, schema]) => `  ${type}: ${guardName(this.#source.nameOf.get(schema) ?? "")},\n`,
    );
    this.#body.push(
      `/** The guard of each type of {@link ${name}}. */\nexport const ${table.slice(0, -"Schemas".length)}Guards: Readonly<\n  Record<${name}["type"], Guard<${name}>>\n> = {\n${entries.join("")}};\n`,
    );
  }

  eventTypes(types: readonly string[]): void {
    this.#types.add("KnownEventType");
    this.#body.push(
      `/** Every type of event that this release knows. */\nexport const knownEventTypes: readonly KnownEventType[] = ${JSON.stringify(types, null, 2)};\n`,
      `/** Returns whether this release knows a type of event. */\nexport const isKnownEventType: Guard<KnownEventType> = ${this.#call("oneOf", "knownEventTypes")};\n`,
    );
  }

  #guard(name: string, schema: Schema): string {
    const definition = definitionOf(schema);
    if (definition.type !== "object") return this.#check(schema, true);
    const isClosed = definition.catchall && definitionOf(definition.catchall).type === "never";
    const shape = Object.entries(definition.shape);
    if (!isClosed && this.#many.has(schema)) {
      const checks = shape.map(([field, part]) => this.#condition(part, `value.${field}`));
      this.#known.plain.push(
        `  [${guardName(name)}, { fields: {\n${shape.map(([field, part]) => `    ${field}: ${this.#inline(part)},\n`).join("")}  } }],\n`,
      );
      const object = `${this.#helper("isObject")}<${name}>(value)`;
      const conditions = [object, ...checks.filter((condition) => condition !== "")];
      return `(value): value is ${name} =>\n  ${conditions.join(" &&\n  ")}`;
    }
    const fields = shape.map(([field, part]) => ({ field, check: this.#check(part) }));
    const checked = fields.filter(({ check }) => check !== "isUnknown");
    const table = (isClosed ? fields : checked).map(
      ({ field, check }) => `  ${field}: ${this.#name(check)},\n`,
    );
    const helper = this.#helper(isClosed ? "closed" : "tolerant");
    return this.#ruled(schema, `/* @__PURE__ */ ${helper}({\n${table.join("")}})`, name);
  }

  /** The condition on a field in plain code, or nothing if any value passes. */
  #condition(schema: Schema, value: string): string {
    const definition = definitionOf(schema);
    const only = definition.type === "enum" ? Object.values(definition.entries) : [];
    if (only.length === 1) return `${value} === ${JSON.stringify(only[0])}`;
    const check = this.#check(schema);
    return check === "isUnknown" ? "" : `${this.#name(check)}(${value})`;
  }

  /** The code of a check for a value: the name of a function, or a call that makes one. */
  #check(schema: Schema, isModel = false): string {
    const name = this.#source.nameOf.get(schema);
    if (name !== undefined && !isModel) return this.model(name, schema);
    const definition = definitionOf(schema);
    return this.#ruled(schema, this.#base(schema, definition));
  }

  /** The code of a check with the rules of its schema. */
  #ruled(schema: Schema, check: string, model?: string): string {
    return this.#rules(schema).reduce((inner, { holds, text }, index) => {
      if (!this.#known.texts.includes(text)) this.#known.texts.push(text);
      const before = index === 0 && model !== undefined ? inner : this.#name(inner);
      const type =
        model === undefined || index > 0 ? (inner === "isObject" ? "<object>" : "") : `<${model}>`;
      const known = this.#known.texts.indexOf(text);
      return `/* @__PURE__ */ ${this.#helper("ruled")}${type}(${before}, ${holds}, ${known})`;
    }, check);
  }

  /** The code of a check without the names of other checks, for another file. */
  #inline(schema: Schema): string {
    this.#isInline = true;
    const code = this.#check(schema);
    this.#isInline = false;
    return code;
  }

  #named(schema: Schema): string {
    return this.#name(this.#check(schema));
  }

  #base(schema: Schema, definition: Definition): string {
    switch (definition.type) {
      case "string":
        return this.#isAmong(schema) ? this.#oneOf(knownValues(schema) ?? []) : "isString";
      case "boolean":
        return "isBoolean";
      case "number":
        return isIntegerSchema(schema) ? "isInteger" : "isNumber";
      case "unknown":
        return "isUnknown";
      case "custom":
        return "isBlob";
      case "enum":
        return this.#oneOf(knownValues(schema) ?? Object.values(definition.entries).map(String));
      case "array":
        return this.#call("listOf", this.#named(definition.element));
      case "object":
        return definition.catchall && definitionOf(definition.catchall).type !== "unknown"
          ? this.#call("mapOf", this.#named(definition.catchall))
          : "isObject";
      case "optional": {
        const inner = definitionOf(definition.innerType);
        return inner.type === "nullable"
          ? this.#nullish(this.#check(inner.innerType))
          : this.#optional(this.#check(definition.innerType));
      }
      default:
        throw new TypeError(`no guard for ${definition.type}`);
    }
  }

  #optional(check: string): string {
    return check === "isUnknown" ? check : this.#call("optional", this.#name(check));
  }

  #nullish(check: string): string {
    if (check === "isUnknown") return check;
    const [, kind] = /^is(String|Boolean|Number|Integer|Object)$/.exec(check) ?? [];
    return kind === undefined ? this.#call("nullish", this.#name(check)) : `isNullish${kind}`;
  }

  #isAmong(schema: Schema): boolean {
    return (definitionOf(schema).checks ?? []).some((check) => ruleOf(check)?.name === "isAmong");
  }

  #oneOf(values: readonly string[]): string {
    return this.#call("oneOf", this.#literal(values));
  }

  #call(helper: string, argument: string): string {
    return `/* @__PURE__ */ ${this.#helper(helper)}(${argument})`;
  }

  /** The name of a check. A call that makes one becomes a constant. */
  #name(code: string): string {
    if (this.#isInline) return code;
    if (/^\w+$/.test(code))
      return code.startsWith("is") && !this.written.has(code) ? this.#helper(code) : code;
    const known = this.#names.get(code);
    if (known !== undefined) return known;
    const name = `check${this.#names.size + 1}`;
    this.#names.set(code, name);
    const type = code.startsWith("(") ? ": Check" : "";
    this.#body.push(`const ${name}${type} = ${code};\n`);
    return name;
  }

  /** The rules of a value that already has the right type, and what to say if one is broken. */
  #rules(schema: Schema): { holds: string; text: string }[] {
    return (definitionOf(schema).checks ?? []).flatMap((check) => {
      const rule = ruleOf(check);
      // The type of a check says these.
      if (rule?.name === "isInteger" || rule?.name === "isAmong") return [];
      if (rule) {
        const name = this.#helper(rule.name);
        const values = rule.values.map((argument) => this.#literal(argument));
        const call = `(value) => ${name}(${["value", ...values].join(", ")})`;
        return [{ holds: values.length === 0 ? name : call, text: rule.error }];
      }
      const definition = check._zod.def as z.core.$ZodChecks["_zod"]["def"];
      const text = String((definition.error as (issue: object) => unknown)({}));
      return [{ holds: `(value) => ${conditionOf(definition)}`, text }];
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

function conditionOf(definition: z.core.$ZodChecks["_zod"]["def"]): string {
  switch (definition.check) {
    case "min_length":
      return `value.length >= ${definition.minimum}`;
    case "max_length":
      return `value.length <= ${definition.maximum}`;
    case "greater_than":
      return `value >${definition.inclusive ? "=" : ""} ${Number(definition.value)}`;
    case "less_than":
      return `value <${definition.inclusive ? "=" : ""} ${Number(definition.value)}`;
    case "string_format":
      if ("pattern" in definition && definition.pattern) return `${definition.pattern}.test(value)`;
      throw new TypeError("no guard for this format");
    default:
      throw new TypeError(`no guard for ${definition.check}`);
  }
}

/** Events, and large models of which a list has many. */
function* manyOf({ models, unions }: Source): Generator<Schema> {
  yield* Object.values(unions["eventSchemas"] ?? {});
  for (const schema of models.values()) {
    const definition = definitionOf(schema);
    if (definition.type === "array") yield definition.element;
    if (definition.type !== "object") continue;
    for (const field of Object.values(definition.shape)) {
      let part = definitionOf(field);
      while (part.type === "optional" || part.type === "nullable")
        part = definitionOf(part.innerType);
      if (part.type === "array" && fieldsOf(part.element).length > 9) yield part.element;
    }
  }
}

function fieldsOf(schema: Schema): string[] {
  const definition = definitionOf(schema);
  return definition.type === "object" ? Object.keys(definition.shape) : [];
}
