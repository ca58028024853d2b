import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";

import { type Comment, parseSync } from "oxc-parser";

/** What the comments of the sources say: `Peer`, `Peer.peer_id` and `listPeers()` to their words. */
export type Descriptions = Record<string, string>;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The descriptions of models, their fields and the endpoints, from the comments beside them. */
export function readDescriptions(source: string): Descriptions {
  const files = globSync(`${source}/{,models/}*.ts`)
    .filter((path) => !basename(path).includes(".test"))
    .map((path) => new SourceFile(path));
  const builders = new Map(files.flatMap((file) => [...file.builders()]));
  const entries = files.flatMap((file) => [
    ...file.types(),
    ...file.models(builders),
    ...file.endpoints(),
  ]);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

type Fields = readonly (readonly [name: string, words: string])[];

class SourceFile {
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #declarations: readonly Node[];

  constructor(path: string) {
    this.#text = readFileSync(path, "utf8");
    const { program, comments } = parseSync(path, this.#text);
    this.#comments = comments;
    this.#declarations = (program.body as unknown as Node[]).filter(
      ({ type }) => type === "ExportNamedDeclaration",
    );
  }

  *types(): Generator<[string, string]> {
    for (const exported of this.#declarations) {
      const { type, id } = (exported["declaration"] ?? {}) as Partial<Node>;
      const words = this.#before(exported);
      if (type !== "TSTypeAliasDeclaration" || words === undefined) continue;
      yield [(id as { name: string }).name, words];
    }
  }

  *models(builders: ReadonlyMap<string, Fields>): Generator<[string, string]> {
    for (const [name, value] of this.#constants()) {
      if (!name.endsWith("Schema")) continue;
      const builder = calls(value).find((called) => builders.has(called)) ?? "";
      const fields = [...(builders.get(builder) ?? []), ...this.#fields(value)];
      for (const [field, words] of fields) yield [`${name.slice(0, -6)}.${field}`, words];
    }
  }

  /** The fields that functions give to the models they build. */
  *builders(): Generator<[string, Fields]> {
    const found = new Map<string, Fields>();
    for (const exported of this.#declarations) {
      const declaration = exported["declaration"] as Node | null;
      if (declaration?.type !== "FunctionDeclaration") continue;
      const inner = calls(declaration).flatMap((called) => found.get(called) ?? []);
      const fields = [...inner, ...this.#fields(declaration)];
      if (fields.length > 0) found.set((declaration["id"] as { name: string }).name, fields);
    }
    yield* found;
  }

  *endpoints(): Generator<[string, string]> {
    for (const [name, value] of this.#constants()) {
      if (!name.endsWith("Endpoints")) continue;
      for (const [endpoint, words] of this.#fields(value)) yield [`${endpoint}()`, words];
    }
  }

  *#constants(): Generator<[string, Node]> {
    for (const exported of this.#declarations) {
      const declaration = exported["declaration"] as Node | null;
      if (declaration?.type !== "VariableDeclaration") continue;
      for (const { id, init } of declaration["declarations"] as { id: Node; init: Node }[]) {
        yield [String(id["name"]), init];
      }
    }
  }

  #fields(value: Node): Fields {
    const object = walk(value).find(({ type }) => type === "ObjectExpression");
    const properties = (object?.["properties"] ?? []) as Node[];
    return properties.flatMap((property) => {
      const words = this.#before(property);
      return words === undefined
        ? []
        : [[(property["key"] as { name: string }).name, words] as const];
    });
  }

  /** The documentation comment that stands directly before a node. */
  #before({ start }: Node): string | undefined {
    const comment = this.#comments.findLast(({ end }) => end <= start);
    if (!comment?.value.startsWith("*")) return undefined;
    if (this.#text.slice(comment.end, start).trim() !== "") return undefined;
    const [words = ""] = comment.value.slice(1).split(/^\s*\* @/m);
    return words
      .replace(/^\s*\* ?/gm, "")
      .replace(/\{@link ([^}]*)\}/g, "$1")
      .replace(/\s+/g, " ")
      .trim();
  }
}

function calls(value: Node): string[] {
  return walk(value)
    .filter(({ type }) => type === "CallExpression")
    .map((call) => String((call["callee"] as Node)["name"]));
}

/** A node and all below it, the outermost first. */
function walk(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (typeof value !== "object" || value === null || !("type" in value)) return [];
  return [value as Node, ...Object.values(value).flatMap(walk)];
}
