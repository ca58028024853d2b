import { expect, test } from "vitest";

import { keptStatements } from "./side-effects.ts";

test.for([
  "const a = 1;",
  "function a() { b(); }",
  "const a = /* @__PURE__ */ b();",
  'import { b } from "c";\nclass A extends b { static name = "A"; c = d(); }\nexport { A };',
])("a bundler drops %j", async (code) => {
  expect(await keptStatements(code)).toEqual([]);
});

test.for([
  ["b();", "b();"],
  ["const a = 1;\nconst c = b(a);", "const c = b(a);"],
  ["const a = {};\nconst c = { ...a };", "const c = { ...a };"],
  ['const a = "x";\nclass B { get [a]() {} }', "class B { get [a]() {} }"],
] as const)("a bundler keeps a part of %j", async ([code, kept]) => {
  expect(await keptStatements(code)).toEqual([kept]);
});
