import { RepowireClient } from "@repowire/client";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";

import { FakeDaemon } from "../../src/index.ts";

// The recipe of the README.
const daemon = new FakeDaemon();
const server = setupServer(
  http.all("http://127.0.0.1:8377/*", async ({ request }) => {
    try {
      return await daemon.fetch(request);
    } catch (error) {
      if (error instanceof TypeError) return HttpResponse.error();
      throw error;
    }
  }),
);

beforeAll(() => server.listen());

afterAll(async () => {
  server.close();
  await daemon.close();
});

const client = new RepowireClient({ baseUrl: "http://127.0.0.1:8377" });

test("msw passes calls to the daemon on", async () => {
  daemon.peer("bob").onAsk(/port/).reply("8377");
  const { text } = await client.query({
    from_peer: "me",
    to_peer: "bob-claude-code",
    text: "Which port?",
  });
  expect(text).toBe("8377");
  daemon.verify();
});

test.each(["reset", "refuse", "drop-reply", { cutBodyAfter: 5 }] as const)(
  "a lost connection is one through msw as well: %j",
  async (fault) => {
    daemon.fault("health", fault);
    await expect(client.health()).rejects.toMatchObject({ name: "DaemonConnectionError" });
    expect(await client.health()).toMatchObject({ status: "ok" });
    daemon.verify();
  },
);

test("a call without a route of the daemon fails with an explanation", async () => {
  await expect(client.request({ method: "GET", path: "/pears" })).rejects.toMatchObject({
    name: "DaemonHTTPError",
    status: 500,
    body: { message: expect.stringContaining("no Repowire daemon has GET /pears") },
  });
  expect(() => daemon.verify()).toThrow("GET /pears");
});
