import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { expect, test } from "vitest";

import { publish } from "./diagnostics.ts";

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
