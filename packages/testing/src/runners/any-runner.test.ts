import { describe, expect, test, vi } from "vitest";

import { type FakeDaemon, type FakeDaemonError, daemonFixtures, withDaemon } from "../index.ts";

async function failureOf(run: () => Promise<void>): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("withDaemon", () => {
  test.each<[string, Error]>([
    ["an error", new Error("mine")],
    ["a DOMException", new DOMException("mine", "AbortError")],
    ["a frozen error", Object.freeze(new Error("mine"))],
    ["an error with a message that is fixed", fixed()],
  ])("lets %s of the test through, as it is", async (_what, error) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const run = withDaemon(async (daemon) => {
      await daemon.peer("me").broadcast("hello");
      throw error;
    });
    expect(await failureOf(run)).toBe(error);
    const words = `${error.message}\n${said.mock.calls.join("\n")}`;
    expect(words).toContain("mine");
    expect(words).toContain('What was said:\n  me -> daemon: broadcast "hello"');
    said.mockRestore();
  });

  const unreadable = Object.defineProperty(new Error(), "message", {
    get: () => {
      throw new Error("not mine");
    },
  });

  test.each<[string, unknown]>([
    ["a text", "mine"],
    ["nothing", undefined],
    ["an error whose message is a number", Object.assign(new Error(), { message: 5 })],
    ["an error whose message cannot be read", unreadable],
    ["several errors", new AggregateError([new Error("mine")])],
    ["an object without a prototype", Object.create(null)],
  ])("lets %s through, even if the client cannot be closed", async (_what, error) => {
    class Client {
      close() {
        throw new Error("not mine");
      }
    }
    const run = withDaemon(
      async (daemon) => {
        await daemon.peer("me").broadcast("hello");
        throw error;
      },
      { client: Client },
    );
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    await expect(run()).rejects.toBe(error);
    said.mockRestore();
  });

  test("gives a client, and closes it before the daemon looks", async () => {
    const closed: string[] = [];
    class Client {
      readonly baseUrl: string;
      constructor(options: { baseUrl: string }) {
        this.baseUrl = options.baseUrl;
      }
      close() {
        closed.push(this.baseUrl);
      }
    }
    await withDaemon((daemon, client) => expect(client.baseUrl).toBe(daemon.url), {
      client: Client,
    })();
    expect(closed).toEqual(["http://fake-daemon.invalid"]);
    expect(() => withDaemon(() => {}, { client: "x" as never })).toThrow(/takes a class/);
  });

  test("says why a test that took too long waits", async () => {
    const timeout = new AbortController();
    const said: string[] = [];
    const context = { signal: timeout.signal, diagnostic: (words: string) => said.push(words) };
    const end = Promise.withResolvers<void>();
    const running = withDaemon(
      async (daemon) => {
        daemon.fault("health", { latency: "1s" });
        void daemon.clock.schedule(5000, () => {});
        await end.promise;
      },
      { strict: false },
    )(context);
    timeout.abort();
    end.resolve();
    await running;
    expect(said.join()).toMatch(
      /stands still at 2026-01-01T00:00:00.000Z. Next is a timer of the test or its client at .*:05/,
    );
  });
});

describe("time that stands still", () => {
  test("is told of by a test that timed out, and by verify", async () => {
    const error = { message: "Test timed out in 5000ms." };
    const errors: { message: string }[] = [];
    await daemonFixtures().daemon({ task: { result: { errors } } }, async (daemon) => {
      hold(daemon);
      await daemon.clock.settled();
      errors.push(error);
    });
    const words =
      /POST \/questions\/ask-blocking waits, and the clock of the fake daemon stands still at 2026-01-01T00:00:00\.000Z\. Next is .* at 2026-01-01T00:00:30\.000Z: write await daemon\.clock\.advance\("30s"\) after the call, or await daemon\.clock\.autoAdvance/;
    expect(error.message).toMatch(words);

    const left = daemonFixtures().daemon({}, async (daemon) => hold(daemon));
    await expect(left).rejects.toMatchObject({
      code: "held_calls",
      message: expect.stringMatching(words) as string,
    } satisfies Partial<FakeDaemonError>);
  });

  test("is nothing to tell of when the caller is gone, or time passes", async () => {
    await daemonFixtures().daemon({}, async (daemon) => {
      const gone = new AbortController();
      hold(daemon, gone.signal);
      await daemon.clock.settled();
      gone.abort();
    });
    await daemonFixtures({ clock: "ticking" }).daemon({}, async (daemon) => hold(daemon));
  });
});

function hold(daemon: FakeDaemon, signal: AbortSignal | null = null): void {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ prompt: "go?", timeout_seconds: 30 }),
    signal,
  };
  daemon.fetch(`${daemon.url}/questions/ask-blocking`, init).catch(() => {});
}

function fixed(): Error {
  const error = new Error("mine");
  return Object.defineProperty(error, "message", { value: "mine", writable: false });
}

test("a test has no parameter, which Jest and mocha would take for a callback", () => {
  expect(withDaemon(() => undefined)).toHaveLength(0);
});
