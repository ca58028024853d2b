import fc from "fast-check";
import { posix, win32 } from "node:path";
import { expect, test } from "vitest";

import { peerPath } from "./peer-path.ts";

test.for<[path: string, normal: string]>([
  ["/work/docs", "/work/docs"],
  ["/work/docs/", "/work/docs"],
  ["//work//docs", "/work/docs"],
  ["/work/./api/../docs", "/work/docs"],
  ["/../work", "/work"],
  ["/work/back\\slash", "/work/back\\slash"],
  ["C:\\work\\docs\\", "C:\\work\\docs"],
  ["C:/work/../docs", "C:\\docs"],
])("%s is %s", ([path, normal]) => {
  expect(peerPath(path)).toBe(normal);
});

test.for(["", "docs", "./docs", "../docs", "~", "/", "/.", "/a/..", "C:\\", "C:docs"])(
  "%j is refused",
  (path) => {
    expect(() => peerPath(path)).toThrow(TypeError);
  },
);

const segment = fc.constantFrom("", ".", "..", "a", "b c", "…", "x.y");

test("it is what Node makes of an absolute path", () => {
  fc.assert(
    fc.property(fc.array(segment), (parts) => {
      const folder = `${parts.join("/")}/end`;
      expect(peerPath(`/${folder}`)).toBe(posix.resolve(`/${folder}`));
      expect(peerPath(`C:/${folder}`)).toBe(win32.resolve(`C:/${folder}`));
    }),
  );
});
