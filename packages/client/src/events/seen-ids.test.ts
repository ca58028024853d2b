import fc from "fast-check";
import { expect, test } from "vitest";

import { SeenIds } from "./seen-ids.ts";

test("the newest ids are remembered, and old ones forgotten", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 100 }),
      (capacity, count) => {
        const seen = new SeenIds(capacity);
        const ids = Array.from({ length: count }, (_, index) => `event-${index}`);
        for (const id of ids) seen.add(id);
        for (const id of ids.slice(-capacity)) expect(seen.has(id)).toBe(true);
        for (const id of ids.slice(0, -2 * capacity)) expect(seen.has(id)).toBe(false);
      },
    ),
  );
});
