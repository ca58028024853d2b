// oxlint-disable unicorn/no-thenable -- promises of other libraries are what is tested here

import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { expect, test, vi } from "vitest";

import { Callbacks, publish } from "./observers.ts";

const fail = () => {
  throw new RangeError("secret");
};
/** Promises of another library. Access to `then` already throws. */
class Foreign {
  then = (_: unknown, reject: (thrown: unknown) => void) => reject(new RangeError("secret"));
}
class Hostile {
  get then() {
    return fail();
  }
}
const failing: [string, () => unknown][] = [
  ["throws", fail],
  ["rejects", () => Promise.reject(new RangeError("secret"))],
  ["returns a thenable that rejects", () => new Foreign()],
  ["returns a thenable that throws", () => new Hostile()],
];

test.each(failing)("a callback that %s is reported, and nothing more", async (_, callback) => {
  const lines: string[] = [];
  const callbacks = new Callbacks({ debug: () => undefined, warn: (line) => lines.push(line) });
  callbacks.tell("onStatus", callback, []);
  const thrown: unknown[] = [];
  callbacks.tell("onStatus", callback, [], (error) => thrown.push(error));
  await vi.waitFor(() => expect(thrown).toHaveLength(1));
  expect(lines).toEqual(["onStatus threw RangeError; the client goes on without it"]);
  expect(thrown[0]).toBeInstanceOf(RangeError);
});

test.each(failing)("a logger that %s is left alone", async (_, write) => {
  const callbacks = new Callbacks({ debug: write, warn: write });
  callbacks.debug("a line");
  callbacks.warn("a line");
  callbacks.tell(
    "onError",
    () => {
      throw new Error("no");
    },
    [],
  );
  // An unhandled rejection would end the run.
  await new Promise((resolve) => setImmediate(resolve));
});

test("a message is made only while somebody listens", () => {
  const heard: unknown[] = [];
  let made = 0;
  const event = { id: "1", type: "ask" };
  const make = () => {
    made += 1;
    return event;
  };
  const listener = (message: unknown) => void heard.push(message);

  publish("repowire:event", make);
  subscribe("repowire:event", listener);
  publish("repowire:event", make);
  unsubscribe("repowire:event", listener);
  publish("repowire:event", make);

  expect(made).toBe(1);
  expect(heard).toEqual([event]);
});
