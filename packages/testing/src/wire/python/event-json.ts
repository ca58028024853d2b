/** JSON as this route writes it: with spaces, and in ASCII. */
export function eventJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(eventJson).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => `${ascii(JSON.stringify(key))}: ${eventJson(entry)}`);
    return `{${entries.join(", ")}}`;
  }
  return ascii(JSON.stringify(value) ?? "null");
}

function ascii(json: string): string {
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
