import { expect, test } from "vitest";
import { secondsBetween } from "./seconds-between.ts";

test("two moments are some seconds apart", () => {
  const row = {
    created_at: "2026-01-01T00:00:00.250000+00:00",
    expires_at: "2026-01-02T00:00:00+00:00",
  };
  expect(secondsBetween(row, "created_at", "expires_at")).toBe(86_399.75);
});

test("a text that is not a moment is a failure", () => {
  expect(() => secondsBetween({ created_at: "x" }, "created_at", "expires_at")).toThrow(
    "no moments at created_at and expires_at",
  );
});
