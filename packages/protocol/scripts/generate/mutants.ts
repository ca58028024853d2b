/** Pseudo-random numbers that are the same in every run. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const odd: readonly unknown[] = [
  undefined,
  null,
  "",
  ".",
  "..",
  "a b",
  "x".repeat(65),
  "x".repeat(201),
  "agent",
  "both",
  0,
  -1,
  1.5,
  1 + Number.EPSILON,
  501,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  [],
  [null],
  ["x"],
  Array.from({ length: 51 }, () => "x"),
  {},
  { id: "x", title: "x" },
  { a_field_of_tomorrow: 1 },
];

const oddKeys = ["a_field_of_tomorrow", "__proto__", "constructor", "toString"];

/** Values that are almost the given value: a field is missing, added, empty or of another type. */
export function mutants(value: unknown, count: number, seed: number): unknown[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => mutant(value, random));
}

function mutant(value: unknown, random: (limit: number) => number): unknown {
  const other = odd[random(odd.length)];
  if (typeof value !== "object" || value === null || value instanceof Blob) return other;
  const keys = Object.keys(value);
  // Sometimes replace the whole value, or add a field.
  const kind = random(8);
  if (kind === 0) return other;
  if (Array.isArray(value)) {
    const at = random(value.length + 1);
    return value.toSpliced(at, 1, mutant(value[at], random));
  }
  const entries = new Map(Object.entries(value));
  if (kind === 1 || keys.length === 0) entries.set(oddKeys[random(oddKeys.length)]!, other);
  else {
    const key = keys[random(keys.length)]!;
    if (kind === 2) entries.delete(key);
    else entries.set(key, kind < 6 ? mutant(entries.get(key), random) : other);
  }
  // Like JSON.parse, treat "__proto__" as an ordinary key.
  return Object.fromEntries(entries);
}
