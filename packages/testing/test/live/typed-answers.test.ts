import { expect, test } from "vitest";
import * as z from "zod";

import { type MeshKind, meshes, describeMeshes } from "./meshes.ts";
import { Stage } from "./stage.ts";

const Port = z.object({ port: z.int() });
const timeout = 10_000;

describeMeshes(meshes, "a typed answer", cases);

function cases(kind: MeshKind): void {
  const stage = new Stage(kind);
  const meet = async () => [await stage.connect("asker"), await stage.connect("worker")] as const;

  test("has the value, and the asked peer is told what is expected", async () => {
    const [asker, worker] = await meet();
    const texts: string[] = [];
    worker.onAsk(({ text }) => {
      texts.push(text);
      return 'Here you are:\n```json\n{"port": 8377}\n```';
    });
    const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?", reply: Port });
    const reply = await ask.reply({ timeout });
    expect(reply).toMatchObject({ status: "answered", value: { port: 8377 } });
    // The type is the schema's.
    const port: number | undefined = reply.status === "answered" ? reply.value?.port : undefined;
    expect(port).toBe(8377);
    expect(texts[0]).toContain("Which port?\n\nAnswer with JSON only.");
    expect(texts[0]).toContain('"port":{"type":"integer"');
  });

  test("that does not match has the issues and the text", async () => {
    const [asker, worker] = await meet();
    let asks = 0;
    worker.onAsk(() => {
      asks += 1;
      return '{"port": "http"}';
    });
    const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?", reply: Port });
    expect(await ask.reply({ timeout })).toMatchObject({
      status: "answered",
      text: '{"port": "http"}',
      issues: [{ path: ["port"] }],
    });
    expect(asks).toBe(1);
  });

  test("is asked for a second time if the options say so", async () => {
    const [asker, worker] = await meet();
    // The client's asks are not the peer's own: their replies reach it as notifications.
    asker.onNotify(() => undefined);
    const texts: string[] = [];
    worker.onAsk(({ text }) => {
      texts.push(text);
      return texts.length === 1 ? "It is 8377." : '{"port": 8377}';
    });
    const ask = await stage.client.ask({
      from_peer: asker.peer_id,
      to_peer: worker.peer_id,
      text: "Which port?",
      reply: Port,
    });
    const reply = await ask.reply({ timeout, askAgain: true });
    expect(reply).toMatchObject({ status: "answered", value: { port: 8377 } });
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain("Your answer could not be used:\n- the answer contains no JSON");
  });

  test("of 100,000 characters is read", async () => {
    const [asker, worker] = await meet();
    worker.onAsk(() => `{"port": 8377, "note": "${"x".repeat(100_000)}"}`);
    const ask = await asker.ask({ to_peer: worker.peer_id, text: "Which port?", reply: Port });
    expect(await ask.reply({ timeout })).toMatchObject({ value: { port: 8377 } });
  });

  test("needs a schema, or nothing is sent", async () => {
    const [asker, worker] = await meet();
    let asks = 0;
    worker.onAsk(() => void (asks += 1));
    const bad = { to_peer: worker.peer_id, text: "Which port?", reply: {} as typeof Port };
    await expect(asker.ask(bad)).rejects.toThrow(
      new TypeError("ask: reply must be a Standard Schema, such as a zod or valibot schema"),
    );
    const question = { kind: "choice" as const, options: [{ id: "y", title: "Yes" }] };
    await expect(asker.ask({ ...bad, reply: Port, question })).rejects.toThrow(TypeError);
    expect(asks).toBe(0);
  });
}
