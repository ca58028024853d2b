import { daemonVersions } from "../../src/versions.ts";
import type { Comments } from "./comments.ts";
import { guardName } from "./guards.ts";
import { commentOf } from "./models.ts";
import { type EndpointEntry, type Schema, type Source, definitionOf } from "./source.ts";

/** Writes the endpoints with guards. Each is a constant, so that a bundle keeps only those it uses. */
export function endpointsFile(source: Source, comments: Comments): string {
  const guards = new Set<string>();
  const types = new Set<string>();
  const helpers = new Set<string>();
  const constants = source.endpoints.map(({ name, definition }) => {
    const { params, result, daemons, name: _name, errors: _errors, ...facts } = definition;
    const written = (schema: Schema): { type: string; guard: string } => {
      const model = source.nameOf.get(schema);
      if (model !== undefined) {
        types.add(model);
        guards.add(guardName(model));
        return { type: model, guard: guardName(model) };
      }
      if (definitionOf(schema).type !== "unknown")
        throw new TypeError(`${name} needs a named model`);
      helpers.add("isUnknown");
      return { type: "unknown", guard: "isUnknown" };
    };
    const [taken, given] = [written(params), written(result)];
    const entries = [
      `name: ${JSON.stringify(name)}`,
      `params: ${taken.guard}`,
      `result: ${given.guard}`,
      `daemons: ${daemons === daemonVersions ? "daemonVersions" : JSON.stringify(daemons)}`,
      ...Object.entries(facts).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ];
    return `${commentOf(comments.ofEndpoint(name), "")}export const ${name}: Endpoint<${taken.type}, ${given.type}> = {\n${entries.map((entry) => `  ${entry},\n`).join("")}};\n`;
  });
  const list = (names: Set<string>) =>
    [...names]
      .toSorted()
      .map((name) => `  ${name},\n`)
      .join("");
  return [
    `import type { Endpoint } from "../endpoint.ts";`,
    ...(helpers.size > 0 ? [`import {\n${list(helpers)}} from "../guard.ts";`] : []),
    `import { daemonVersions } from "../versions.ts";`,
    `import {\n${list(guards)}} from "./guards.ts";`,
    `import type {\n${list(types)}} from "./models.ts";\n`,
    ...constants,
  ].join("\n");
}

/** Writes the same table as one object, in the order of the sources. */
export function tableFile(endpoints: readonly EndpointEntry[]): string {
  const names = endpoints.map(({ name }) => name);
  return [
    `import type { Endpoint, EndpointName, ParamsOf, ResultOf } from "../endpoint.ts";`,
    `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "./endpoints.ts";\n`,
    "/** Every route of the daemon that other programs use. */",
    "export const endpoints: {",
    "  readonly [Name in EndpointName]: Endpoint<ParamsOf<Name>, ResultOf<Name>>;",
    `} = {\n${names.map((name) => `  ${name},\n`).join("")}};\n`,
  ].join("\n");
}
