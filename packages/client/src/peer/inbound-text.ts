/** The line with which the daemon tells an agent how to answer. */
const hint = /\n↳ (?:ack|answer)\("[^\n]*$/u;

/** The words that the daemon of 0.15.1 and before puts around a query. */
const queryFrame = /^\[Repowire Query from @[^\n]*\]\n([^]*)\n\nIMPORTANT: [^\n]*$/u;

/**
 * The text of an ask without the daemon's hint. The daemon has cut the white space at its end.
 */
export function askText(text: string): string {
  return text.replace(hint, "");
}

/** The text of a query without the daemon's words to an agent. */
export function queryText(text: string): string {
  return queryFrame.exec(text)?.[1] ?? text;
}
