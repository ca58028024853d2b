import { readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "../../src/error-codes.ts");

/** The page of the error codes, from the comments beside them. */
export function errorCodesPage(): string {
  const members = readFileSync(source, "utf8").matchAll(/\/\*\* (.+?) \*\/\s+(\w+): ([\d |]+);/g);
  const rows = Array.from(members, ([, words, code, statuses]) => {
    const listed = (statuses ?? "").split(" | ").join(", ");
    return `| \`${code}\` | ${listed} | ${words} |\n`;
  });
  return `# Error codes

\`error.code\` of a \`DaemonHTTPError\`, and \`code\` of \`readErrorBody\`, is one of these or a new one. \`codeSource\`
says where it is from: \`"daemon"\` (sent as a code), \`"text"\` (read from the daemon's words) or \`"shape"\` (read
from the status). A query that fails answers with status 200.

| Code | Status | When it occurs, and what to do |
| ---- | ------ | ------------------------------ |
${rows.join("")}`;
}
