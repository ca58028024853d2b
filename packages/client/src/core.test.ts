import { ClientClosedError, type Core, createCore, endpoints } from "@repowire/client/core";
import { expect, expectTypeOf, test } from "vitest";

import { answering } from "../test/answering.ts";

function coreOf(answer: unknown) {
  const lines: string[] = [];
  const core = createCore({
    fetch: answering(async (request) => {
      lines.push(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
      return Response.json(answer);
    }),
  });
  return { core, lines };
}

test("calls an endpoint, with its own types", async () => {
  const { core, lines } = coreOf({ correlation_id: "ask-1" });
  const params = { from_peer: "a", to_peer: "b", text: "?" };
  const result = await core.call(endpoints.ask, params);
  expectTypeOf(result.correlation_id).toEqualTypeOf<string>();
  expect(result).toEqual({ correlation_id: "ask-1" });
  expect(lines).toEqual([`POST /ask ${JSON.stringify(params)}`]);
});

test("says what is wrong with parameters and answers, as a client does", async () => {
  const { core, lines } = coreOf({});
  await expect(
    core.call(endpoints.ask, { from_peer: "a", to_peer: "", text: "?" }),
  ).rejects.toThrow(
    new TypeError("ask: to_peer must be a peer id or display name, not an empty string"),
  );
  expect(lines).toEqual([]);
  await expect(core.call(endpoints.health, {})).rejects.toMatchObject({
    name: "DaemonResponseError",
    issues: ["status must be a string"],
  });
});

test("leaves files and streams to a client", async () => {
  const { core } = coreOf({});
  const wrong: readonly ((core: Core) => Promise<unknown>)[] = [
    () => core.call(endpoints.eventStream, {}),
    () => core.call(endpoints.downloadAttachment, { attachment_id: "a" }),
    () => core.call("health" as never, {}),
  ];
  for (const call of wrong) await expect(call(core)).rejects.toThrow(TypeError);
});

test("fails at once after close", async () => {
  const { core } = coreOf({});
  await core.close();
  await expect(core.call(endpoints.health, {})).rejects.toThrow(ClientClosedError);
});
