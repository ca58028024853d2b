import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";

import { FakeDaemon, connectScriptedPeer } from "../index.ts";

async function listening(authToken?: string) {
  const daemon = new FakeDaemon({ clock: "ticking", ...(authToken && { authToken }) });
  const { url: baseUrl } = await daemon.listen();
  return { daemon, baseUrl, [Symbol.asyncDispose]: () => daemon.close() };
}

describe("a scripted peer of another daemon", () => {
  test("does what its scripts say", async () => {
    await using place = await listening("t");
    const { daemon, baseUrl } = place;
    const bob = await connectScriptedPeer("bob", { baseUrl, auth_token: "t" });
    bob.onAsk().reply("over a socket");
    const me = daemon.peer("me");
    await me.ask(bob.display_name, "where?");
    expect((await me.nextNotification()).text).toMatch(/over a socket$/);
    bob.disconnect();
  });

  test("hears that the daemon does not let it in", async () => {
    await using place = await listening("t");
    const { baseUrl } = place;
    await expect(connectScriptedPeer("eve", { baseUrl, auth_token: "x" })).rejects.toMatchObject({
      name: "FakeDaemonError",
      message: expect.stringMatching(/refused the scripted peer eve/) as string,
    });
  });

  test("hears that nobody is there", async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(
      connectScriptedPeer("bob", { baseUrl: `http://127.0.0.1:${port}` }),
    ).rejects.toMatchObject({
      name: "FakeDaemonError",
      code: "misuse",
      message: expect.stringMatching(/the scripted peer bob could not connect/) as string,
    });
  });

  test("is connected after it connected again", async () => {
    const closed = Promise.withResolvers<void>();
    class Observed extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener("close", () => setImmediate(closed.resolve));
      }
    }
    await using place = await listening();
    const { daemon, baseUrl } = place;
    const bob = await connectScriptedPeer("bob", { baseUrl, WebSocket: Observed });
    bob.connect();
    await closed.promise;
    bob.busy();
    const me = daemon.peer("me");
    const waiting = bob.nextAsk();
    await me.ask(bob.display_name, "there?");
    await (await waiting).reply("yes");
    expect(daemon.state.peers.find(({ peer_id }) => peer_id === bob.peer_id)?.status).toBe("busy");
    expect(daemon.messages.filter(({ frame }) => frame?.["type"] === "delivery_ack")).toHaveLength(
      2,
    );
    bob.disconnect();
  });

  test("says when it is disconnected that a script failed", async () => {
    await using place = await listening();
    const { daemon, baseUrl } = place;
    const bob = await connectScriptedPeer("bob", { baseUrl });
    const cause = new Error("a mistake");
    const failing = Promise.withResolvers<void>();
    bob.onAsk().run(async () => {
      setImmediate(failing.resolve);
      throw cause;
    });
    await daemon.peer("me").ask(bob.display_name, "?");
    await failing.promise;
    expect(() => bob.disconnect()).toThrow(
      expect.objectContaining({
        name: "FakeDaemonError",
        message: "the script of bob failed: a mistake",
        cause,
      }) as Error,
    );
    bob.disconnect();
  });
});
