import { breakDown, refuse } from "../refusal.ts";

/** These characters have another meaning in tmux, and the daemon does not handle that. */
export function sessionOfPython(circle: string): string {
  return circle === "" || /[.:]/.test(circle) ? breakDown() : circle;
}

/** tmux finds a session by the beginning of its name, and replaces the characters that mean something. */
export function sessionOfGo(circle: string, sessions: ReadonlySet<string>): string {
  if (sessions.has(circle)) return circle;
  const beginning = [...sessions].filter((session) => session.startsWith(circle));
  if (beginning.length === 1) return beginning[0]!;
  const name = circle.replaceAll(/[.:]/g, "_");
  return sessions.has(name) ? refuse(500, "tmux new-session: exit status 1") : name;
}

export function wordOfPython(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

export function wordOfGo(text: string): string {
  return /^[\w@%:./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
