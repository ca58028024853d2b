import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Comments, SharedFields } from "./comments.ts";
import {
  type Definition,
  type Schema,
  type Source,
  definitionOf,
  knownValues,
  lists,
  nameOfList,
  typeOfList,
} from "./source.ts";

/** Writes an interface or union for each model, with the comments beside its schema. */
export function modelsFile(source: Source, comments: Comments): string {
  const writer = new ModelWriter(source, comments);
  const models = [...source.models];
  const body = [
    ...lists.map(({ name, list }) => listType(name, list, comments)),
    ...models.map(([name, schema]) => writer.model(name, schema)),
    ...Object.entries(source.unions).map(([name, members]) => writer.union(name, members)),
  ];
  return [
    `import type * as words from "../words.ts";`,
    `import type { Open } from "../words.ts";\n`,
    ...body,
  ].join("\n");
}

/** The lists that the entry of the guards exports. It is read, because it needs the generated files. */
const exportedLists = new Set(
  readFileSync(join(import.meta.dirname, "../../src/guards.ts"), "utf8").match(/\w+/g),
);

function listType(name: string, list: readonly (string | number)[], comments: Comments): string {
  const comment = commentOf(comments.of(name), "");
  if (exportedLists.has(name))
    return `${comment}export type ${typeOfList(name)} = (typeof words.${name})[number];\n`;
  return `${comment}export type ${typeOfList(name)} =${list.map((value) => `\n  | ${JSON.stringify(value)}`).join("")};\n`;
}

const unionComments: Readonly<Record<string, string>> = {
  KnownEvent: "An event of a type that this release knows, as the daemon sent it.",
  DaemonFrame: "A frame from the daemon to a peer. Use `switch (frame.type)` to tell frames apart.",
  PeerFrame: "A frame from a peer to the daemon.",
};

type ObjectDefinition = Extract<Definition, { type: "object" }>;
type Shape = Readonly<Record<string, Schema>>;

/** The fields that an interface takes from another, where they are documented. */
interface Taken {
  readonly from: string;
  /** Whether these are all fields of the other. */
  readonly isWhole: boolean;
  readonly fields: ReadonlySet<string>;
}

class ModelWriter {
  readonly #source: Source;
  readonly #comments: Comments;
  readonly #bases = new Set<string>();
  readonly #taken: ReadonlyMap<string, Taken>;

  constructor(source: Source, comments: Comments) {
    this.#source = source;
    this.#comments = comments;
    this.#taken = this.#repetitions();
  }

  model(name: string, schema: Schema): string {
    const comment = commentOf(this.#comments.of(name), "");
    const definition = definitionOf(schema);
    if (definition.type !== "object")
      return `${comment}export type ${name} = ${this.#type(schema)};\n`;
    const shared = this.#comments.sharedBy(name);
    const taken = this.#taken.get(name);
    // The fields that events share include their type.
    const tag = shared && name.endsWith("Event") ? definition.shape["type"] : undefined;
    const base = shared ? this.#base(name, definition.shape, shared, tag !== undefined) : "";
    const heirs = [
      ...(shared ? [tag ? `${shared.name}<${this.#type(tag)}>` : shared.name] : []),
      ...(taken ? [heritage(taken)] : []),
    ];
    const own = Object.entries(definition.shape).filter(
      ([field, one]) => !shared?.keys.has(field) && !taken?.fields.has(field) && one !== tag,
    );
    if (own.length === 0 && heirs.length === 0)
      return `${comment}export type ${name} = Record<string, never>;\n`;
    const heir = heirs.length === 0 ? "" : ` extends ${heirs.join(", ")}`;
    const body = own.map(([field, one]) => this.#field(name, field, one)).join("");
    return `${base}${comment}export interface ${name}${heir} {\n${body}}\n`;
  }

  /** The interface of fields that models share, before the first of them. */
  #base(
    model: string,
    shape: Shape,
    { name, comment, keys, base }: SharedFields,
    isTagged: boolean,
  ): string {
    if (this.#bases.has(name)) return "";
    this.#bases.add(name);
    const before = base ? this.#base(model, shape, base, isTagged) : "";
    const fields = Object.entries(shape)
      .filter(([field]) => keys.has(field) && !base?.keys.has(field))
      .map(([field, schema]) => this.#field(model, field, schema));
    const tag = commentOf(this.#comments.ofField(model, "type"), "  ");
    if (isTagged && !base) fields.unshift(`${tag}  type: Type;\n`);
    const heir = base ? ` extends ${base.name}${isTagged ? "<Type>" : ""}` : "";
    const parameter = isTagged ? "<Type extends string>" : "";
    return `${before}${commentOf(comment, "")}export interface ${name}${parameter}${heir} {\n${fields.join("")}}\n\n`;
  }

  #field(model: string, field: string, schema: Schema): string {
    const definition = definitionOf(schema);
    const words = commentOf(this.#comments.ofField(model, field), "  ");
    if (definition.type !== "optional") return `${words}  ${field}: ${this.#type(schema)};\n`;
    // JSON has no `undefined`, but a caller may pass it as a parameter.
    const type = this.#type(this.#isAnswer(model) ? definition.innerType : schema);
    return `${words}  ${field}?: ${type};\n`;
  }

  #isAnswer(model: string): boolean {
    const { catchall } = definitionOf(this.#source.models.get(model) as Schema) as ObjectDefinition;
    return catchall !== undefined && definitionOf(catchall).type !== "never";
  }

  /**
   * Finds fields that several models have with the same type and comment. An interface takes them from the
   * one with which it shares most, if that shortens the declarations.
   */
  #repetitions(): Map<string, Taken> {
    const fieldsOf = new Map(
      [...this.#source.models].flatMap(([name, schema]) => {
        const definition = definitionOf(schema);
        if (definition.type !== "object") return [];
        const shape = Object.entries(definition.shape);
        return [[name, new Map(shape.map(([key, one]) => [key, this.#field(name, key, one)]))]];
      }),
    );
    const found = [...fieldsOf].flatMap(([name, fields]) => {
      const shared = this.#comments.sharedBy(name)?.keys;
      return [...fieldsOf]
        .filter(([from]) => from !== name)
        .map(([from, others]) => {
          const same = [...fields].filter(
            ([key, text]) => others.get(key) === text && key !== "type" && !shared?.has(key),
          );
          const isWhole = same.length === others.size;
          const taken = { from, isWhole, fields: new Set(same.map(([key]) => key)) };
          const length = same.reduce((sum, [, text]) => sum + text.length, 0);
          return { name, taken, saved: length - heritage(taken).length };
        });
    });
    const taken = new Map<string, Taken>();
    const isBelow = (one: string | undefined, other: string): boolean =>
      one !== undefined && (one === other || isBelow(taken.get(one)?.from, other));
    for (const one of found.toSorted((one, other) => other.saved - one.saved)) {
      const isFew = one.taken.fields.size < this.#least(one.name, one.taken.from);
      if ((isFew && !one.taken.isWhole) || one.saved < 80) continue;
      if (!taken.has(one.name) && !isBelow(one.taken.from, one.name))
        taken.set(one.name, one.taken);
    }
    return taken;
  }

  /** How many fields two models must share. Fewer are a coincidence unless they are about the same. */
  #least(one: string, other: string): number {
    const { fileOf } = this.#source;
    if (fileOf.get(one) !== fileOf.get(other)) return 4;
    const kind = (name: string) => /(Params|Result|Event|Frame)?$/.exec(name)?.[0];
    return kind(one) === kind(other) ? 2 : 3;
  }

  union(table: string, members: Readonly<Record<string, Schema>>): string {
    const name = unionName(table);
    const types = Object.values(members).map((schema) => this.#source.nameOf.get(schema));
    const union = types.map((type) => `\n  | ${type}`).join("");
    const type = `${commentOf(unionComments[name], "")}export type ${name} =${union};\n`;
    if (name !== "KnownEvent") return type;
    return `${type}\n/** A type of event that this release knows. */\nexport type KnownEventType = KnownEvent["type"];\n`;
  }

  #type(schema: Schema): string {
    const name = this.#source.nameOf.get(schema);
    if (name !== undefined && !this.#isOwn(schema)) return name;
    const definition = definitionOf(schema);
    switch (definition.type) {
      case "string":
        return this.#text(schema);
      case "number":
      case "boolean":
      case "unknown":
        return definition.type;
      case "enum":
        return this.#known(knownValues(schema) ?? Object.values(definition.entries).map(String));
      case "optional":
        return `${this.#type(definition.innerType)} | undefined`;
      case "nullable":
        return `${this.#type(definition.innerType)} | null`;
      case "array":
        return arrayOf(this.#type(definition.element));
      case "object":
        return `Record<string, ${definition.catchall ? this.#type(definition.catchall) : "unknown"}>`;
      case "custom":
        return "Blob";
      default:
        throw new TypeError(`no type for ${definition.type}`);
    }
  }

  /** Whether the model itself is being written, and not a reference to it. */
  #isOwn(schema: Schema): boolean {
    return definitionOf(schema).type === "array";
  }

  #text(schema: Schema): string {
    const known = knownValues(schema);
    if (known === undefined) return "string";
    if ((definitionOf(schema).checks ?? []).length > 0) return this.#known(known);
    return `Open<${this.#known(known)}>`;
  }

  #known(known: readonly string[]): string {
    const list = nameOfList(known);
    if (list !== undefined) return typeOfList(list);
    return known.map((value) => JSON.stringify(value)).join(" | ");
  }
}

function heritage({ from, isWhole, fields }: Taken): string {
  if (isWhole) return from;
  return `Pick<${from}, ${[...fields].map((field) => JSON.stringify(field)).join(" | ")}>`;
}

/** `KnownEvent` for `eventSchemas`, `PeerFrame` for `peerFrameSchemas`. */
export function unionName(table: string): string {
  const name = table.slice(0, -"Schemas".length);
  return name === "event" ? "KnownEvent" : name.charAt(0).toUpperCase() + name.slice(1);
}

function arrayOf(type: string): string {
  return / [|&] /.test(type) && !type.startsWith("Record<") ? `(${type})[]` : `${type}[]`;
}

/** A documentation comment, wrapped like those of the sources. */
export function commentOf(words: string | undefined, indent: string): string {
  if (words === undefined || words === "") return "";
  const single = `${indent}/** ${words} */`;
  if (single.length <= 100) return `${single}\n`;
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(" ")) {
    if (line !== "" && `${indent} * ${line} ${word}`.length > 100) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return `${indent}/**\n${lines.map((text) => `${indent} * ${text}\n`).join("")}${indent} */\n`;
}
