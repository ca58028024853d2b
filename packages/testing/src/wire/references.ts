/** A form of generated text: a pattern of its start, a pattern of its end, and what it names. */
export type Form = readonly [start: string, end: string, name: string];

const hex = (digits: number) => `[0-9a-f]{${digits}}`;

/** The forms of the ids that daemons generate. The end of an id is different in every run. */
export const idForms: readonly Form[] = [
  ["repow-[\\w.-]*?-", hex(8), "peer"],
  ["(?:ask|notif)-delivery-", hex(8), "delivery"],
  ["askm-", hex(8), "ask-many"],
  ["ask-", hex(8), "ask"],
  ["sched-", hex(8), "schedule"],
  ["share-", hex(8), "share"],
  ["qd-", hex(12), "queued"],
  ["rw-session-", hex(12), "session"],
  ["work-", hex(12), "job"],
  ["cal-", hex(12), "recurring-job"],
  ["attempt-", hex(12), "attempt"],
  ["op-", hex(12), "operation"],
  ["", `${hex(8)}-${hex(4)}-4${hex(3)}-${hex(4)}-${hex(12)}`, "event"],
];

/** How references are counted and written. */
export interface ReferenceStyle {
  /** Returns the name under which a text is counted, from its start and the name of its form. */
  readonly count: (start: string, name: string) => string;
  readonly write: (counted: string, number: number) => string;
}

/** Returns a function that replaces texts of these forms. A text has the same reference everywhere. */
export function references(
  forms: readonly Form[],
  { count, write }: ReferenceStyle,
): (text: string) => string {
  const pattern = new RegExp(forms.map(([start, end]) => `\\b(${start})${end}\\b`).join("|"), "g");
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return (text) =>
    text.replaceAll(pattern, (found, ...starts: (string | undefined)[]) => {
      const earlier = known.get(found);
      if (earlier !== undefined) return earlier;
      const at = starts.findIndex((start) => start !== undefined);
      const counted = count(starts[at]!, forms[at]![2]);
      const number = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, number);
      const reference = write(counted, number);
      known.set(found, reference);
      return reference;
    });
}
