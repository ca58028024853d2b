import { daemonVersions } from "../../src/endpoint.ts";
import type { Comments } from "./comments.ts";
import { guardName } from "./guards.ts";
import { commentOf } from "./models.ts";
import { type Schema, type Source, definitionOf } from "./source.ts";

/** Writes the endpoints with guards. Each is a constant, so that a bundle keeps only those it uses. */
export function endpointsFile(source: Source, comments: Comments): string {
  const models = new Set<string>();
  const modelOf = (schema: Schema, endpoint: string): { guard: string; type: string } => {
    const type = source.nameOf.get(schema);
    if (type === undefined) {
      if (definitionOf(schema).type === "unknown") return { guard: "isUnknown", type: "unknown" };
      throw new TypeError(`${endpoint} needs a named model`);
    }
    models.add(type);
    return { guard: guardName(type), type };
  };
  const constants = source.endpoints.map(({ name, definition }) => {
    const { method, path, params, result, daemons, actsTwice, errors: _, ...others } = definition;
    const facts = Object.entries({
      ...(daemons !== daemonVersions && { daemons }),
      ...(actsTwice && { actsTwice }),
      ...others,
    }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    const [taken, answer] = [modelOf(params, name), modelOf(result, name)];
    const given = [
      JSON.stringify(name),
      JSON.stringify(`${method} ${path}`),
      taken.guard,
      answer.guard,
      ...(facts.length > 0 ? [`{ ${facts.join(", ")} }`] : []),
    ];
    return `${commentOf(comments.ofEndpoint(name), "")}export const ${name}: Endpoint<${taken.type}, ${answer.type}> = /* @__PURE__ */ endpoint(${given.join(", ")});\n`;
  });
  const names = [...models].toSorted();
  return [
    `import { isUnknown } from "../checks.ts";`,
    `import { type Endpoint, endpoint } from "../endpoint.ts";`,
    `import {\n${names.map((name) => `  ${guardName(name)},\n`).join("")}} from "./guards.ts";`,
    `import type {\n${names.map((name) => `  ${name},\n`).join("")}} from "./models.ts";\n`,
    ...constants,
  ].join("\n");
}
