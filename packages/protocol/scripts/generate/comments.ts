import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";

import { type Comment, parseSync } from "oxc-parser";

import { fieldWords } from "./field-words.ts";

/** The comments beside the schemas and endpoints. */
export interface Comments {
  /** The comment of a model or of a list of known values. */
  of(name: string): string | undefined;
  /** The comment of a field: beside the field, beside the shared field, or else from the glossary. */
  ofField(model: string, field: string): string | undefined;
  /** Fields that a model shares with others, and their purpose. */
  sharedBy(model: string): SharedFields | undefined;
  /** The comment of an endpoint. */
  ofEndpoint(name: string): string | undefined;
  /** The comment of the table of endpoints of a part of the domain. */
  ofTag(name: string): string | undefined;
  /** Glossary entries that no field uses. */
  readonly unused: readonly string[];
}

/** Fields that models share. */
export interface SharedFields {
  /** The name of their interface. */
  readonly name: string;
  readonly comment: string | undefined;
  readonly keys: ReadonlySet<string>;
  /** Shared fields that are a part of these. */
  readonly base: SharedFields | undefined;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

type Fields = ReadonlyMap<string, string>;

interface Shape {
  readonly name: string;
  /** The name of a shape that is a part of this one. */
  readonly base: string | undefined;
  readonly comment: string | undefined;
  readonly keys: ReadonlySet<string>;
  readonly fields: Fields;
}

/** Reads the comments of the sources. */
export function readComments(source: string): Comments {
  const files = globSync([`${source}/models/*.ts`, `${source}/{schema,words}.ts`])
    .toSorted()
    .map((path) => new SourceFile(path));
  const models = new Map<string, string>();
  const fields = new Map<string, Fields>();
  const endpoints = new Map<string, string>();
  const tags = new Map<string, string>();
  const shapes = files.flatMap((file) => [...file.shapes()]);
  const shared = new Map(shapes.map(({ name, fields }) => [name, fields]));
  const sharers = new Map<string, string[]>();
  for (const file of files) {
    if (file.name === "words")
      for (const [name, comment] of file.lists()) models.set(name, comment);
    for (const { name, comment, own, also } of file.models()) {
      models.set(name, comment);
      fields.set(name, new Map([...(shared.get(also) ?? []), ...own]));
      sharers.set(also, [...(sharers.get(also) ?? []), name]);
    }
    for (const [name, comment] of file.endpoints()) endpoints.set(name, comment);
    const table = file.tableComment();
    if (table !== undefined) tags.set(file.name, table);
  }
  const used = new Set<string>();
  return {
    of: (name) => models.get(name),
    ofField: (model, field) => {
      const own = fields.get(model)?.get(field);
      if (own !== undefined) return own;
      const [kind] = /(Params|Event|Frame)?$/.exec(model) ?? [];
      const key = [`${model}.${field}`, `${kind}.${field}`, field].find((name) =>
        Object.hasOwn(fieldWords, name),
      );
      if (key !== undefined) used.add(key);
      return key === undefined ? undefined : fieldWords[key];
    },
    sharedBy: (model) => {
      const shape = shapes.find(({ name }) => sharers.get(name)?.includes(model));
      const isAlone = (sharers.get(shape?.name ?? "") ?? []).length < 2;
      return shape && !isAlone ? sharedFields(shape, shapes, models) : undefined;
    },
    ofEndpoint: (name) => endpoints.get(name),
    ofTag: (name) => tags.get(name),
    get unused() {
      return Object.keys(fieldWords).filter((field) => !used.has(field));
    },
  };
}

function sharedFields(
  { name, comment, keys, base }: Shape,
  shapes: readonly Shape[],
  models: ReadonlyMap<string, string>,
): SharedFields | undefined {
  const shared = name.charAt(0).toUpperCase() + name.slice(1);
  if (models.has(shared)) return undefined;
  const below = shapes.find((shape) => shape.name === base);
  return { name: shared, comment, keys, base: below && sharedFields(below, shapes, models) };
}

class SourceFile {
  readonly name: string;
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #statements: readonly Node[];

  constructor(path: string) {
    this.name = basename(path, ".ts");
    this.#text = readFileSync(path, "utf8");
    const { program, comments } = parseSync(path, this.#text);
    this.#comments = comments;
    this.#statements = program.body as unknown as Node[];
  }

  *lists(): Generator<[name: string, comment: string]> {
    for (const { name, comment = "" } of this.#constants()) yield [name, comment];
  }

  *models(): Generator<{ name: string; comment: string; own: Fields; also: string }> {
    for (const { name, value, comment } of this.#constants()) {
      if (!/^[A-Z]/.test(name) || value["type"] !== "CallExpression") continue;
      // The own fields are the last object; the shared ones stand before it.
      const given = value["arguments"] as Node[];
      const at = given.findLastIndex(({ type }) => type === "ObjectExpression");
      yield {
        name,
        comment: comment ?? "",
        own: this.#fields(given[at]),
        also: nameOf(given[at - 1]),
      };
    }
  }

  /** Fields that several models share. */
  *shapes(): Generator<Shape> {
    for (const { name, value, comment } of this.#constants()) {
      const base = baseOf(value);
      if (value.type !== "ObjectExpression" && base === undefined) continue;
      const keys = new Set(this.#propertiesOf(value).map(keyOf));
      yield { name, base, comment, keys, fields: this.#fields(value) };
    }
  }

  tableComment(): string | undefined {
    return [...this.#constants()].find(({ name }) => name.endsWith("Endpoints"))?.comment;
  }

  *endpoints(): Generator<[name: string, comment: string]> {
    for (const { name, value } of this.#constants()) {
      if (!name.endsWith("Endpoints")) continue;
      yield* this.#fields(value);
    }
  }

  *#constants(): Generator<{ name: string; value: Node; comment: string | undefined }> {
    for (const statement of this.#statements) {
      const declaration = (statement["declaration"] ?? statement) as Node;
      if (declaration.type !== "VariableDeclaration") continue;
      for (const { id, init } of declaration["declarations"] as { id: Node; init: Node }[]) {
        yield { name: String(id["name"]), value: init, comment: this.#before(statement) };
      }
    }
  }

  #fields(shape: Node | undefined): Fields {
    const found = new Map<string, string>();
    for (const property of this.#propertiesOf(shape)) {
      const comment = this.#before(property);
      if (comment !== undefined) found.set(keyOf(property), comment);
    }
    return found;
  }

  /** The properties of an object, and of the one that `fieldsWith` adds it to. */
  #propertiesOf(node: Node | undefined): Node[] {
    const base = baseOf(node);
    if (!node || base === undefined) return propertiesOf(node);
    const [, more] = node["arguments"] as Node[];
    const { value } = [...this.#constants()].find(({ name }) => name === base) ?? {};
    return [...this.#propertiesOf(value), ...propertiesOf(more)];
  }

  /** The documentation comment directly before a node, as one paragraph. */
  #before({ start }: Node): string | undefined {
    const comment = this.#comments.findLast(({ end }) => end <= start);
    if (!comment?.value.startsWith("*")) return undefined;
    if (this.#text.slice(comment.end, start).trim() !== "") return undefined;
    const [words = ""] = comment.value.slice(1).split(/^\s*\* @/m);
    return words
      .replace(/^\s*\* ?/gm, "")
      .replace(/\s+/g, " ")
      .trim();
  }
}

function propertiesOf(node: Node | undefined): Node[] {
  return node?.type === "ObjectExpression" ? (node["properties"] as Node[]) : [];
}

/** The first argument of a call of `fieldsWith`. */
function baseOf(node: Node | undefined): string | undefined {
  if (node?.type !== "CallExpression") return undefined;
  const [base] = node["arguments"] as Node[];
  return nameOf(node["callee"] as Node) === "fieldsWith" ? nameOf(base) : undefined;
}

function keyOf(property: Node): string {
  return String((property["key"] as Node | undefined)?.["name"]);
}

/** The name of a constant, or of a constant in a namespace. */
function nameOf(node: Node | undefined): string {
  const { name } = (node?.["property"] ?? node ?? {}) as { name?: string };
  return String(name);
}
