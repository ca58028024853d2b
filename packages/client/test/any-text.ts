import fc from "fast-check";

/** Any text, also one that no encoding can carry. fast-check's own unit for it takes a second to prepare. */
export const anyText = (): fc.Arbitrary<string> =>
  fc.string({ unit: fc.nat(0x10_ffff).map((code) => String.fromCodePoint(code)) });
