import { createHash } from "node:crypto";
import { join } from "node:path";

import { asyncApiDocument, openApiDocument } from "@repowire/protocol/documents";

/** The file in which git keeps the hash. */
export const contractHashFile = join(import.meta.dirname, "..", "etc", "contract.sha256");

/** The hash of all that the documents say. Words count as much as types. */
export function contractHash(): string {
  const contract = JSON.stringify(sorted([openApiDocument(), asyncApiDocument()]));
  return createHash("sha256").update(contract).digest("hex");
}

/** The same value with its keys in order, so that moving a line changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
