import { DaemonHTTPError, DaemonTimeoutError } from "@repowire/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Ring, named, request, stream, take } from "../../test/events/ring.ts";
import { EventStreamOverflowError } from "./stream.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the end", () => {
  const refused = (status: number) =>
    new DaemonHTTPError("refused", { request, status, body: { detail: "no" } });

  test.for([401, 403])("a %i of the daemon ends the stream with its error", async (status) => {
    const ring = new Ring();
    ring.write();
    const events = stream(ring);
    await take(events, 1);
    ring.refusal = refused(status);
    ring.cut();
    const next = events.next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(300);
    await expect(next).rejects.toBe(ring.refusal);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(vi.getTimerCount()).toBe(0);
  });

  describe.for([404, 422, 302])("a %i of what is in the daemon's place", (status) => {
    test("is survived by the stream, and told", async () => {
      const ring = new Ring();
      ring.write();
      const told: unknown[] = [];
      const events = stream(ring, { onError: (error) => void told.push(error) });
      await take(events, 1);
      ring.refusal = new DaemonHTTPError("in its place", { request, status, body: "<html>" });
      ring.cut();
      for (let count = 0; count < 4; count += 1) await vi.advanceTimersToNextTimerAsync();
      expect(ring.opened).toBeGreaterThan(1);
      expect(told).toContain(ring.refusal);
      ring.refusal = undefined;
      ring.write();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await take(events, 1)).toEqual(["event-2"]);
    });

    test("ends it after five in a row", async () => {
      const ring = new Ring();
      ring.refusal = new DaemonHTTPError("in its place", { request, status, body: "<html>" });
      const next = stream(ring).next();
      next.catch(() => undefined);
      await vi.advanceTimersByTimeAsync(60_000);
      await expect(next).rejects.toBe(ring.refusal);
      expect(ring.opened).toBe(5);
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  test.for([500, 503, 429, 408])("a %i does not", async (status) => {
    const ring = new Ring();
    ring.refusal = refused(status);
    const events = stream(ring);
    const next = events.next();
    await vi.advanceTimersByTimeAsync(300);
    ring.refusal = undefined;
    ring.write();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await next).value).toMatchObject({ id: "event-1" });
  });

  test("failures in a row, if their number is limited", async () => {
    const ring = new Ring();
    ring.refusal = refused(503);
    const next = stream(ring, { attempts: 3 }).next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(next).rejects.toBe(ring.refusal);
    expect(ring.opened).toBe(3);
  });

  test.for([
    ["an error", new TypeError("the vault is closed")],
    ["nothing", undefined],
  ])("what is no failure of the daemon, at once: %s", async ([, thrown]) => {
    for (const method of ["open", "since"] as const) {
      const ring = new Ring();
      ring.write();
      Object.assign(ring, { [method]: () => Promise.reject(thrown) });
      const next = stream(ring, { since: "event-1" }).next();
      const ended = Promise.allSettled([next]);
      await vi.advanceTimersByTimeAsync(0);
      const [{ status, reason }] = (await ended) as [PromiseRejectedResult];
      expect(status).toBe("rejected");
      if (thrown !== undefined) expect(reason).toBe(thrown);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  test("silence in a row, as an error of the protocol", async () => {
    const next = stream(new Ring(), { attempts: 1 }).next();
    next.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(70_000);
    await expect(next).rejects.toThrow(DaemonTimeoutError);
  });

  test("the signal, with its reason", async () => {
    const controller = new AbortController();
    const ring = new Ring();
    ring.write(3);
    const events = stream(ring, { signal: controller.signal });
    await take(events, 1);
    controller.abort("enough");
    await expect(events.next()).rejects.toBe("enough");
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(ring.connections).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a signal that aborted before", async () => {
    const ring = new Ring();
    const events = stream(ring, { signal: AbortSignal.abort("before") });
    await expect(events.next()).rejects.toBe("before");
    expect(ring.opened).toBe(0);
  });

  test("the client's", async () => {
    const ring = new Ring();
    const events = stream(ring);
    const next = events.next();
    await vi.advanceTimersByTimeAsync(0);
    events.scope.end("closed");
    expect(await next).toEqual({ done: true, value: undefined });
    expect(ring.connections).toBe(0);
    expect(await stream(ring, {}).return()).toEqual({ done: true, value: undefined });
  });
});

test("a reader that is too slow is told so, after everything that was there", async () => {
  const ring = new Ring();
  const events = stream(ring, { maxWaiting: 20 });
  const first = events.next();
  await vi.advanceTimersByTimeAsync(0);
  ring.write(100);
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(ring.connections).toBe(0);
  const row = await take(events, 20);
  expect(row).toEqual(named(2, 21));
  const failure = await events.next().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EventStreamOverflowError);
  const { cursor } = failure as EventStreamOverflowError;
  expect(cursor).toBe("event-21");
  expect(await take(stream(ring, { since: cursor }), 79)).toEqual(named(22, 100));
});
