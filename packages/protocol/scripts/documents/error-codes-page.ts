import { readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "../../src/error-codes.ts");

/** The page of the error codes, from the comments beside them. */
export function errorCodesPage(): string {
  const members = readFileSync(source, "utf8").matchAll(
    /\/\*\*[\s*]+((?:(?!\*\/).)+?)\s+\*\/\s+(\w+): ([\d |]+);/gs,
  );
  const rows = Array.from(members, ([, comment = "", code, statuses]) => {
    const words = comment.replaceAll(/\s+\* /g, " ");
    const listed = (statuses ?? "").split(" | ").join(", ");
    return `| \`${code}\` | ${listed} | ${words} |\n`;
  });
  return `# Error codes

\`error.code\` of a \`DaemonHTTPError\`, and \`code\` of \`readErrorBody\`, is one of these codes or a newer one. \`codeSource\`
says where it comes from: \`"daemon"\` (sent as a code), \`"text"\` (read from the daemon's words) or \`"shape"\` (read
from the status). A failed query has the status 200.

| Code | Status | When it occurs, and what to do |
| ---- | ------ | ------------------------------ |
${rows.join("")}`;
}
