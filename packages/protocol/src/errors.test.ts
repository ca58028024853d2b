import { describe, expect, test, vi } from "vitest";

import * as here from "./errors.ts";

const request = { method: "POST", path: "/ask" };

function errorsOf({
  DaemonConnectionError,
  DaemonTimeoutError,
  DaemonHTTPError,
  DaemonResponseError,
}: Classes) {
  return {
    connection: new DaemonConnectionError("not reachable", {
      request,
      delivery: "not_sent",
      cause: { name: "Error", message: "refused", code: "ECONNREFUSED" },
    }),
    timeout: new DaemonTimeoutError("no answer", { request, timeout: 5 }),
    http: new DaemonHTTPError("refused", {
      request,
      status: 404,
      body: { detail: "Unknown peer: x" },
      retryAfter: 1000,
    }),
    response: new DaemonResponseError("no valid answer", {
      request,
      status: 200,
      body: { secret: "a body" },
      issues: ["peers must be an array"],
    }),
  };
}

type Classes = typeof here;

async function anotherCopy(): Promise<Classes> {
  vi.resetModules();
  return await import("./errors.ts");
}

type Kind = keyof ReturnType<typeof errorsOf>;
const kinds = ["connection", "timeout", "http", "response"] as const satisfies Kind[];

/** The classes and guards of this copy of the package that recognize an error. */
function isWhat(error: unknown): string[] {
  const answers = {
    RepowireError: [error instanceof here.RepowireError, here.isRepowireError(error)],
    DaemonConnectionError: [
      error instanceof here.DaemonConnectionError,
      here.isDaemonConnectionError(error),
    ],
    DaemonTimeoutError: [
      error instanceof here.DaemonTimeoutError,
      here.isDaemonTimeoutError(error),
    ],
    DaemonHTTPError: [error instanceof here.DaemonHTTPError, here.isDaemonHTTPError(error)],
    DaemonResponseError: [
      error instanceof here.DaemonResponseError,
      here.isDaemonResponseError(error),
    ],
  };
  for (const [byClass, byGuard] of Object.values(answers)) expect(byClass).toBe(byGuard);
  return Object.entries(answers).flatMap(([name, [yes]]) => (yes ? [name] : []));
}

const expected: Record<Kind, string[]> = {
  connection: ["RepowireError", "DaemonConnectionError"],
  timeout: ["RepowireError", "DaemonTimeoutError"],
  http: ["RepowireError", "DaemonHTTPError"],
  response: ["RepowireError", "DaemonHTTPError", "DaemonResponseError"],
};

describe("an error", () => {
  test.each(kinds)("of the kind %s is what it is, in any copy of the package", async (kind) => {
    expect(isWhat(errorsOf(here)[kind])).toEqual(expected[kind]);
    const copy = await anotherCopy();
    expect(copy.DaemonHTTPError).not.toBe(here.DaemonHTTPError);
    expect(isWhat(errorsOf(copy)[kind])).toEqual(expected[kind]);
  });

  test.each([[null], [undefined], ["text"], [new Error("x")], [{ name: "DaemonHTTPError" }]])(
    "is not %o",
    (value) => {
      expect(isWhat(value)).toEqual([]);
    },
  );

  test("of a user's own class is no other than that class", () => {
    class OwnError extends here.DaemonHTTPError {}
    const { http: plain } = errorsOf(here);
    expect(plain instanceof OwnError).toBe(false);
    const own = new OwnError("own", { request, status: 500, body: "" });
    expect(own instanceof OwnError).toBe(true);
    expect(isWhat(own)).toEqual(expected.http);
  });

  test("says what became of the request", () => {
    const { connection: unreached, timeout: late, http: refused, response: odd } = errorsOf(here);
    const failed = new here.DaemonHTTPError("x", { request, status: 500, body: "" });
    expect([unreached, late, refused, failed, odd].map(({ delivery }) => delivery)).toEqual([
      "not_sent",
      "unknown",
      "rejected",
      "unknown",
      "unknown",
    ]);
  });

  test("has a form for logs without bodies", () => {
    const logged = JSON.parse(JSON.stringify(errorsOf(here))) as unknown;
    expect(logged).toEqual({
      connection: {
        name: "DaemonConnectionError",
        message: "not reachable",
        request,
        delivery: "not_sent",
        cause: { name: "Error", message: "refused", code: "ECONNREFUSED" },
      },
      timeout: {
        name: "DaemonTimeoutError",
        message: "no answer",
        request,
        delivery: "unknown",
        timeout: 5,
      },
      http: {
        name: "DaemonHTTPError",
        message: "refused",
        request,
        delivery: "rejected",
        status: 404,
        detail: "Unknown peer: x",
        code: "unknown_peer",
        codeSource: "text",
        retryAfter: 1000,
      },
      response: {
        name: "DaemonResponseError",
        message: "no valid answer",
        request,
        delivery: "unknown",
        status: 200,
        issues: ["peers must be an array"],
      },
    });
  });
});
