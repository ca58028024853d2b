import { knownValues } from "../../src/schema.ts";
import type { Comments, SharedFields } from "./comments.ts";
import {
  type EndpointEntry,
  type Schema,
  type Source,
  definitionOf,
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
    writer.endpoints(source.endpoints),
    modelNames([...source.models.keys()]),
  ];
  return [`import type { Open } from "../words.ts";\n`, ...body].join("\n");
}

function listType(name: string, list: readonly (string | number)[], comments: Comments): string {
  const comment = commentOf(comments.of(name), "");
  return `${comment}export type ${typeOfList(name)} =${list.map((value) => `\n  | ${JSON.stringify(value)}`).join("")};\n`;
}

function modelNames(names: readonly string[]): string {
  const union = names.map((name) => `\n  | ${JSON.stringify(name)}`).join("");
  return `/** The name of a model. */\nexport type ModelName =${union};\n`;
}

const unionComments: Readonly<Record<string, string>> = {
  KnownEvent: "An event of a type that this release knows, as the daemon sent it.",
  DaemonFrame: "A frame from the daemon to a peer. Use `switch (frame.type)` to tell frames apart.",
  PeerFrame: "A frame from a peer to the daemon.",
};

type Shape = Readonly<Record<string, Schema>>;

class ModelWriter {
  readonly #source: Source;
  readonly #comments: Comments;
  readonly #bases = new Set<string>();

  constructor(source: Source, comments: Comments) {
    this.#source = source;
    this.#comments = comments;
  }

  model(name: string, schema: Schema): string {
    const comment = commentOf(this.#comments.of(name), "");
    const definition = definitionOf(schema);
    if (definition.type !== "object")
      return `${comment}export type ${name} = ${this.#type(schema)};\n`;
    const shared = this.#comments.sharedBy(name);
    const [base = "", heir = ""] = shared
      ? [this.#base(name, definition.shape, shared), ` extends ${shared.name}`]
      : [];
    const own = Object.entries(definition.shape).filter(([field]) => !shared?.keys.has(field));
    if (own.length === 0 && !shared)
      return `${comment}export type ${name} = Record<string, never>;\n`;
    return `${base}${comment}export interface ${name}${heir} {\n${this.#fields(name, own)}}\n`;
  }

  /** The interface of fields that models share, before the first of them. */
  #base(model: string, shape: Shape, { name, comment, keys }: SharedFields): string {
    if (this.#bases.has(name)) return "";
    this.#bases.add(name);
    const fields = Object.entries(shape).filter(([field]) => keys.has(field));
    return `${commentOf(comment, "")}export interface ${name} {\n${this.#fields(model, fields)}}\n\n`;
  }

  #fields(model: string, fields: readonly [name: string, schema: Schema][]): string {
    return fields
      .map(([field, schema]) => {
        const optional = definitionOf(schema).type === "optional" ? "?" : "";
        const words = commentOf(this.#comments.ofField(model, field), "  ");
        return `${words}  ${field}${optional}: ${this.#type(schema)};\n`;
      })
      .join("");
  }

  union(table: string, members: Readonly<Record<string, Schema>>): string {
    const name = unionName(table);
    const types = Object.values(members).map((schema) => this.#source.nameOf.get(schema));
    const union = types.map((type) => `\n  | ${type}`).join("");
    const type = `${commentOf(unionComments[name], "")}export type ${name} =${union};\n`;
    if (name !== "KnownEvent") return type;
    return `${type}\n/** A type of event that this release knows. */\nexport type KnownEventType = KnownEvent["type"];\n`;
  }

  endpoints(endpoints: readonly EndpointEntry[]): string {
    const lines = endpoints.map(
      ({ name, definition }) =>
        `  ${name}: { params: ${this.#type(definition.params)}; result: ${this.#type(definition.result)} };\n`,
    );
    return `/** The parameters and the result of each endpoint. */\nexport interface EndpointModels {\n${lines.join("")}}\n`;
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
