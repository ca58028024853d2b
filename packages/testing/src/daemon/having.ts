/** The records whose fields have these values. */
export function having<Item extends object>(
  items: ReadonlyMap<string, Item>,
  fields: Readonly<Partial<Item>>,
): Item[] {
  const wanted = Object.entries(fields);
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
