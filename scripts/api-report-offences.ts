/**
 * Lists what the user of an entry would miss, according to its report. `known` are the names that the
 * user can import from it and from the entries before it, and the packages whose types they export. If the package must suffice `alone`, it must
 * also export the names of other packages that it uses.
 */
export function reportOffences(
  report: string,
  known: ReadonlySet<string>,
  { alone }: { alone: boolean },
): string[] {
  return [
    ...Array.from(report.matchAll(/^import (?:type )?\{ (\w+) \} from '(@repowire\/\w+)/gm))
      .filter(([, name = "", from = ""]) => alone && !known.has(name) && !known.has(from))
      .map(([, name]) => `names ${name} of another package and does not export it`),
    ...matches(report, /^(?:declare |abstract )*(?:class|interface|type) (\w+)/gm)
      // A user need not name a base class.
      .filter((name) => !known.has(name) && !new RegExp(`class .* extends ${name}\\b`).test(report))
      .map((name) => `names ${name} and does not export it`),
    ...matches(report, undocumented)
      // The type documents its schema and its guard.
      .filter((name) => !name.endsWith("Schema"))
      .filter((name) => !(/^is[A-Z]/.test(name) && known.has(name.slice(2))))
      .map((name) => `${name} has no documentation`),
  ];
}

const undocumented =
  /^\/\/ @public \(undocumented\)\nexport (?:declare |abstract )*(?:class|const|function|interface|type) (\w+)/gm;

function matches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, name]) => name ?? "");
}
