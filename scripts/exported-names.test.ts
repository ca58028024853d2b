import { expect, test } from "vitest";

import { exportedNames } from "./exported-names.ts";

test("a declaration file exports what it lists and what it declares", () => {
  const declarations = `export { type A, b } from "./a.ts";
export type {
  C,
  D as E,
} from "./c.ts";
export declare function f(): void;
export interface G {}
export declare const
/** A constant: two in one statement. */
h: string,
i: readonly number[];
export type * from "@repowire/protocol";
`;
  const names = ["A", "b", "C", "E", "f", "G", "h", "i", "@repowire/protocol"];
  expect(exportedNames(declarations)).toEqual(names);
});
