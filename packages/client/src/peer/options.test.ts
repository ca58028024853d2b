import fc from "fast-check";
import { posix, win32 } from "node:path";
import { expect, test } from "vitest";

import { absolutePath } from "../option-rules.ts";

test.for<[path: string, normal: string]>([
  ["/work/docs", "/work/docs"],
  ["/work/docs/", "/work/docs"],
  ["//work//docs", "/work/docs"],
  ["/work/./api/../docs", "/work/docs"],
  ["/../work", "/work"],
  ["/work/back\\slash", "/work/back\\slash"],
  ["C:\\work\\docs\\", "C:\\work\\docs"],
  ["C:/work/../docs", "C:\\docs"],
  ["\\\\server\\share\\docs\\", "\\\\server\\share\\docs"],
  ["\\\\wsl$\\Ubuntu\\home/me\\..\\docs", "\\\\wsl$\\Ubuntu\\home\\docs"],
])("%s is %s", ([path, normal]) => {
  expect(absolutePath("connectPeer", path)).toBe(normal);
});

test.for([
  "",
  "docs",
  "./docs",
  "../docs",
  "~",
  "/",
  "/.",
  "/a/..",
  "C:\\",
  "C:docs",
  "\\docs",
  "\\\\server\\share",
])("%j is refused", (path) => {
  expect(() => absolutePath("connectPeer", path)).toThrow(TypeError);
});

const segment = fc.constantFrom("", ".", "..", "a", "b c", "…", "x.y");

test("it is what Node makes of an absolute path", () => {
  fc.assert(
    fc.property(fc.array(segment), (parts) => {
      const folder = `${parts.join("/")}/end`;
      expect(absolutePath("connectPeer", `/${folder}`)).toBe(posix.resolve(`/${folder}`));
      for (const root of ["C:/", "\\\\server\\share\\"]) {
        expect(absolutePath("connectPeer", root + folder)).toBe(win32.resolve(root + folder));
      }
    }),
  );
});
