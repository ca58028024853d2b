import { expect, test } from "vitest";
import { differences } from "./differences.ts";

test("equal values have no differences, in any order of keys", () => {
  expect(differences({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toEqual([]);
});

test("each place is named", () => {
  expect(differences({ a: [1, 2], b: null, c: 1 }, { a: [1], b: "x", d: {} })).toEqual([
    ".a[1]: nothing, recorded 2",
    '.b: "x", recorded null',
    ".c: nothing, recorded 1",
    ".d: {}, recorded nothing",
  ]);
});

test("an array differs from an object, and null from a missing value", () => {
  expect(differences([], {})).toEqual([": {}, recorded []"]);
  expect(differences({ a: null }, {})).toEqual([".a: nothing, recorded null"]);
});
