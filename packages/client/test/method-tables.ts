import { type Endpoint, daemonVersions, endpoints } from "@repowire/protocol";

import { methodRows } from "./methods.ts";

/** The README's table of methods and their routes. */
export function methodTable(): string {
  return table(
    ["Method", "Route", "Daemons"],
    methodRows.map(({ method }) => {
      const endpoint: Endpoint = endpoints[method];
      return [`\`${method}\``, routeOf(endpoint), daemonsOf(endpoint)];
    }),
  );
}

/** The README's table from the Python client to this one, with the test of each row. */
export function pythonTable(): string {
  const rows = methodRows.flatMap(({ python, method }) =>
    python === undefined
      ? []
      : [
          [
            `\`${python}\``,
            `\`${method}\``,
            routeOf(endpoints[method]),
            `\`methods.test.ts\`: ${method}`,
          ],
        ],
  );
  return table(
    ["Python", "TypeScript", "Route", "Test"],
    [...rows, ["`aclose`", "`close`", "none", "`client.test.ts`"]],
  );
}

function routeOf({ method, path }: Endpoint): string {
  return `\`${method} ${path}\``;
}

function daemonsOf({ daemons }: Endpoint): string {
  if (daemons.length === daemonVersions.length) return "all";
  return daemons.map((daemon) => (daemon === "go" ? "Go" : daemon)).join(", ");
}

/** Markdown in the formatter's style: columns padded to their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
