import fc from "fast-check";
import { expect, test } from "vitest";

import { EventQueue } from "./queue.ts";

const entry = <Item>(item: Item, cursor: string | undefined, characters: number) => ({
  item,
  cursor,
  characters,
});

const roomy = { items: 100, characters: 1000 };

async function taken<Item>(queue: EventQueue<Item>, count: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let index = 0; index < count; index += 1) {
    const { value } = await queue.take();
    items.push(value as Item);
  }
  return items;
}

test("items come out in the order in which they went in", async () => {
  const queue = new EventQueue<number>(roomy, undefined);
  const first = queue.take();
  for (let item = 0; item < 5; item += 1) queue.push(entry(item, String(item), 1));
  expect(await first).toEqual({ done: false, value: 0 });
  expect(await taken(queue, 2)).toEqual([1, 2]);
  queue.push(entry(5, "5", 1));
  expect(await taken(queue, 3)).toEqual([3, 4, 5]);
});

test("takers are served in the order in which they came, and after them the end", async () => {
  const queue = new EventQueue<number>(roomy, undefined);
  const takers = [queue.take()];
  queue.push(entry(0, "0", 1));
  takers.push(queue.take(), queue.take(), queue.take());
  queue.push(entry(1, "1", 1));
  queue.fail(new Error("over"));
  expect(await Promise.allSettled(takers)).toMatchObject([
    { value: { value: 0 } },
    { value: { value: 1 } },
    { reason: { message: "over" } },
    { value: { done: true } },
  ]);
});

test("the cursor is that of the last item taken, and moves past what was no item", async () => {
  const queue = new EventQueue<string>(roomy, "before");
  expect(queue.cursor).toBe("before");
  queue.push(entry("a", "1", 1));
  queue.pass("2");
  expect(queue.cursor).toBe("before");
  expect(queue.newest).toBe("2");
  await queue.take();
  expect(queue.cursor).toBe("2");
  queue.push(entry("gap", undefined, 0));
  await queue.take();
  expect(queue.cursor).toBe("2");
});

test.for([
  ["closed", (queue: EventQueue<string>) => queue.close()],
  ["full", (queue: EventQueue<string>) => queue.fail(new Error("full"))],
] as const)("the cursor of a queue that was %s is before what nobody took", async ([, end]) => {
  const queue = new EventQueue<string>(roomy, undefined);
  queue.push(entry("a", "1", 1));
  queue.push(entry("b", "2", 1));
  queue.pass("3");
  await queue.take();
  end(queue);
  expect(queue.cursor).toBe("1");
  queue.pass("4");
  expect(queue.cursor).toBe("1");
});

test("in any order of things, the cursor has nothing before it that was not taken", async () => {
  const steps = fc.constantFrom("push", "pass", "take", "close", "fail");
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (row) => {
      const queue = new EventQueue<number>({ items: 3, characters: 1000 }, "0");
      // Whether each event so far was taken or was not for the reader.
      const done = [true];
      let waiting = 0;
      let over = false;
      for (const step of row) {
        const number = done.length;
        if (step === "take" && waiting > 0) {
          const { value = 0 } = await queue.take();
          done[value] = true;
          waiting -= 1;
        } else if (step === "pass") {
          queue.pass(String(number));
          done.push(!over);
        } else if (step === "push") {
          const fits = queue.push(entry(number, String(number), 1));
          done.push(false);
          if (fits && !over) waiting += 1;
          // Do the same as the stream with an event that does not fit.
          if (!fits) queue.fail(new Error("full"));
          over ||= !fits;
        } else if (step === "close") {
          queue.close();
          over = true;
          waiting = 0;
        } else if (step === "fail") {
          queue.fail(new Error("over"));
          over = true;
        }
        expect(queue.cursor).toBe(String([...done, false].indexOf(false) - 1));
      }
    }),
  );
});

test.for([
  ["items", { items: 2, characters: 1000 }, 1],
  ["characters", { items: 100, characters: 20 }, 10],
] as const)("a full queue says so: %s", async ([, limits, size]) => {
  const queue = new EventQueue<number>(limits, undefined);
  expect([1, 2, 3].map((item) => queue.push(entry(item, String(item), size)))).toEqual([
    true,
    true,
    false,
  ]);
  await queue.take();
  expect(queue.push(entry(4, "4", size))).toBe(true);
  expect(await taken(queue, 2)).toEqual([2, 4]);
});

test("one item larger than the limit passes through an empty queue", async () => {
  const queue = new EventQueue<string>({ items: 10, characters: 5 }, undefined);
  expect(queue.push(entry("large", "1", 50))).toBe(true);
  expect(queue.push(entry("next", "2", 1))).toBe(false);
  expect(await taken(queue, 1)).toEqual(["large"]);
});

test("a failure comes after what was there, once", async () => {
  const queue = new EventQueue<string>(roomy, undefined);
  queue.push(entry("a", "1", 1));
  queue.fail(new Error("over"));
  expect(await taken(queue, 1)).toEqual(["a"]);
  await expect(queue.take()).rejects.toThrow("over");
  expect(await queue.take()).toEqual({ done: true, value: undefined });
});

test("closing wakes every taker and drops what was there", async () => {
  const queue = new EventQueue<string>(roomy, undefined);
  const takers = [queue.take(), queue.take()];
  queue.close();
  expect(await Promise.all(takers)).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
  queue.push(entry("late", "1", 1));
  expect(await queue.take()).toEqual({ done: true, value: undefined });
});

test("closing with a reason throws it", async () => {
  const queue = new EventQueue<string>(roomy, undefined);
  queue.push(entry("a", "1", 1));
  queue.close({ error: "reason" });
  await expect(queue.take()).rejects.toBe("reason");
});
