const forms: readonly (readonly [pattern: string, name: string])[] = [
  ["askm-[0-9a-f]{8}", "ask-many"],
  ["ask-delivery-[0-9a-f]{8}", "delivery"],
  ["notif-delivery-[0-9a-f]{8}", "delivery"],
  ["ask-[0-9a-f]{8}", "ask"],
  ["qd-[0-9a-f]{12}", "queued"],
  ["rw-session-[0-9a-f]{12}", "session"],
  ["repow-[\\w.-]+?-[0-9a-f]{8}", "peer"],
  ["sched-[0-9a-f]{8}", "schedule"],
  ["work-[0-9a-f]{12}", "job"],
  ["cal-[0-9a-f]{12}", "recurring-job"],
  ["attempt-[0-9a-f]{12}", "attempt"],
  ["[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "event"],
  ["\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)", "time"],
];

const anyForm = new RegExp(forms.map(([pattern]) => `(${pattern})`).join("|"), "g");

/** Returns a function that replaces ids with names such as `<ask:1>`, the same in every run. */
export function references(): (text: string) => string {
  const numbers = new Map<string, string>();
  const counts = new Map<string, number>();
  return (text) =>
    text.replaceAll(anyForm, (id, ...groups: (string | undefined)[]) => {
      const known = numbers.get(id);
      if (known) return known;
      const name = forms[groups.findIndex((group) => group !== undefined)]![1];
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      numbers.set(id, `<${name}:${count}>`);
      return `<${name}:${count}>`;
    });
}
