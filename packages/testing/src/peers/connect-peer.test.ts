import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DaemonVersion } from "@repowire/protocol";
import { daemonVersions } from "@repowire/protocol/guards";
import { describe, expect, test } from "vitest";

import { FakeDaemon, connectScriptedPeer } from "../index.ts";

async function listening(authToken?: string, emulate: DaemonVersion = "0.14.17") {
  const daemon = new FakeDaemon({ clock: "ticking", emulate, ...(authToken && { authToken }) });
  const { url: baseUrl } = await daemon.listen();
  return { daemon, baseUrl, [Symbol.asyncDispose]: () => daemon.close() };
}

describe("a scripted peer of another daemon", () => {
  test.each(daemonVersions)("does what its scripts say, on %s", async (version) => {
    await using place = await listening("t", version);
    const { daemon, baseUrl } = place;
    const bob = await connectScriptedPeer("bob", { baseUrl, auth_token: "t", path: "/w/bob/" });
    bob.onAsk().reply("over a socket");
    const me = daemon.peer("me");
    await me.ask(bob.peer_id, "where?");
    expect((await me.nextNotification()).text).toMatch(/over a socket$/);
    bob.disconnect();
  });

  test.each(daemonVersions)("hears that %s does not let it in", async (version) => {
    await using place = await listening("t", version);
    const { baseUrl } = place;
    await expect(connectScriptedPeer("eve", { baseUrl, auth_token: "x" })).rejects.toMatchObject({
      name: "FakeDaemonError",
      message: expect.stringMatching(/refused the scripted peer eve/) as string,
    });
  });

  test("comes back to a Go daemon with its id, in the role that it claimed meanwhile", async () => {
    const connected = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let sockets = 0;
    class Observed extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        const { resolve } = connected[sockets++]!;
        this.addEventListener("message", () => resolve());
      }
    }
    await using place = await listening(undefined, "go");
    const { daemon, baseUrl } = place;
    const bob = await connectScriptedPeer("bob", { baseUrl, WebSocket: Observed });
    const { peer_id } = bob;
    await fetch(`${baseUrl}/peers/claim-role`, {
      method: "POST",
      body: JSON.stringify({ peer_name: peer_id, role: "orchestrator" }),
    });
    bob.connect();
    await connected[1]!.promise;
    expect(bob.peer_id).toBe(peer_id);
    expect(daemon.state.peers).toMatchObject([{ role: "orchestrator", status: "online" }]);
    bob.disconnect();
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

test.each(["no JSON", "[]", "null", '"x"'])(
  "a frame that a daemon should not send: %s",
  async (sent) => {
    const sockets: EventTarget[] = [];
    class Socket extends EventTarget {
      readyState = 1;
      constructor() {
        super();
        sockets.push(this);
      }
      send() {
        const connected = { type: "connected", session_id: "repow-1", display_name: "bob" };
        this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(connected) }));
        this.dispatchEvent(new MessageEvent("message", { data: sent }));
      }
      close() {}
    }
    const bob = await connectScriptedPeer("bob", {
      baseUrl: "http://127.0.0.1:1",
      fetch: async () => Response.json({ version: "0.17.0" }),
      WebSocket: Socket as never,
    });
    expect(() => bob.disconnect()).toThrow(`bob got a frame that is not a JSON object: ${sent}`);
  },
);
