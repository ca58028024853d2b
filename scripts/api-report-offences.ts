/** Says what a user of an entry would miss; `known` are the names that he can import. */
export function reportOffences(report: string, known: ReadonlySet<string>): string[] {
  const imported = [...report.matchAll(/^import (?:type )?\{ (\w+) \} from '(@repowire\/\w+)'/gm)];
  const undocumented =
    /^\/\/ @public \(undocumented\)\nexport (?:declare |abstract )*(?:class|const|function|interface|type) (\w+)/gm;
  return [
    ...imported
      .filter(([, name]) => !known.has(name ?? ""))
      .map(([, name, from]) => `names ${name} of ${from} and does not export it`),
    ...[...report.matchAll(undocumented)]
      // A schema says what its type says.
      .filter(([, name]) => !name?.endsWith("Schema"))
      .map(([, name]) => `${name} has no documentation`),
  ];
}
