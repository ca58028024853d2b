/** The records whose fields have these values. A field that is undefined does not matter. */
export function having<Item extends object>(
  items: ReadonlyMap<string, Item>,
  fields: { readonly [Name in keyof Item]?: Item[Name] | undefined },
): Item[] {
  const wanted = Object.entries(fields).filter(([, value]) => value !== undefined);
  return [...items.values()].filter((item) =>
    wanted.every(([name, value]) => item[name as keyof Item] === value),
  );
}

/** The record with the largest value. Of equal ones, the first. */
export function latest<Item>(
  items: Iterable<Item>,
  value: (item: Item) => number,
): Item | undefined {
  let found: Item | undefined;
  for (const item of items) if (!found || value(item) > value(found)) found = item;
  return found;
}
