import { describe, expect, test } from "vitest";
import { ContractFailure } from "./contract-failure.ts";
import { mustMatch, type Pattern } from "./match.ts";

describe("a value that fits", () => {
  test.each<[unknown, Pattern]>([
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      [{ a: 1 }, 2],
      [{}, 2],
    ],
    ["hello", /^h/],
    [null, null],
    [[], []],
  ])("%j", (actual, pattern) => {
    mustMatch("it", actual, pattern);
  });
});

describe("a value that does not fit is named, with its place", () => {
  test.each<[unknown, Pattern, string]>([
    [{ a: 1 }, { a: 2 }, "it.a is 1, expected 2"],
    [{ a: 1 }, { a: undefined }, "it.a is 1, expected undefined"],
    [{}, { a: null }, "it.a is undefined, expected null"],
    [[1], [1, 2], "it is [1], expected 2 elements"],
    [{ a: [{ b: "x" }] }, { a: [{ b: /y/ }] }, 'it.a[0].b is "x", expected /y/'],
    ["x", {}, 'it is "x", expected an object'],
    [{}, [], "it is {}, expected an array"],
    [5, /5/, "it is 5, expected /5/"],
  ])("%j", (actual, pattern, message) => {
    expect(() => mustMatch("it", actual, pattern)).toThrow(new ContractFailure(message));
  });
});
