const identifier = /^[a-zA-Z0-9._-]+$/;

/** What the daemon accepts as a circle and as a name on the socket. */
export function isIdentifier(text: string): boolean {
  return text.length <= 64 && identifier.test(text);
}

/** The folder of a path, as the daemon puts it into a name. */
export function folderName(path: string): string {
  const last = path.split("/").findLast((part) => part !== "" && part !== ".") ?? "";
  const clean = last
    .replaceAll(/[^a-zA-Z0-9._-]/gu, "-")
    .replaceAll(/-{2,}/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return clean === "" ? "peer" : clean;
}

/** Makes a path absolute and normalises it, as the daemon does on some routes. */
export function normalizePath(path: string, workingFolder = "/"): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${workingFolder}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The agent's session in a peer's metadata, from the first key whose value is a text. */
export function runtimeSession(
  metadata: Record<string, unknown> | undefined,
  keys = ["hook_session_id", "runtime_session_id", "session_id"],
): string | null {
  for (const key of keys) {
    const value = metadata?.[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

/** Characters that Python escapes: all except letters, marks, numbers, signs and the blank. */
const unprintable = /(?! )[\p{C}\p{Z}]/gu;

function escape(character: string): string {
  const short = { "\t": "\\t", "\n": "\\n", "\r": "\\r" }[character];
  if (short) return short;
  const code = character.codePointAt(0)!.toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

/** A text as Python shows it in a message. */
export function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replace(unprintable, escape);
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}

/** A list of texts as Python shows it. */
export function quotedList(texts: Iterable<string>): string {
  return `[${Array.from(texts, quoted).join(", ")}]`;
}
