import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { RepowireClient } from "./client.ts";
import { PeerNotReadyError } from "./errors.ts";
import { preload } from "./parts.ts";
import { answering } from "../test/answering.ts";

const peer = {
  peer_id: "repow-shop-00000001",
  name: "shop-codex",
  display_name: "shop-codex",
  path: "/srv/shop",
  backend: "codex",
  circle: "shop",
  role: "agent",
  status: "online",
  metadata: {},
  tmux_session: "shop:shop",
  ws_connected: false,
};
const nobody = () => Response.json({ detail: "Peer not found: shop-codex" }, { status: 404 });

/** A client whose daemon gives these answers to the checks in turn. The last answer repeats. */
function client(looks: readonly (() => Response)[], spawn?: () => Response) {
  let look = 0;
  const paths: string[] = [];
  const mesh = new RepowireClient({
    fetch: answering(async (request) => {
      const { pathname, search } = new URL(request.url);
      paths.push(pathname + search);
      if (pathname === "/spawn") return spawn?.() ?? nobody();
      return (looks[Math.min(look++, looks.length - 1)] ?? nobody)();
    }),
  });
  return { mesh, paths };
}

const one =
  (fields = {}) =>
  () =>
    Response.json({ ...peer, ...fields });
const list =
  (...peers: object[]) =>
  () =>
    Response.json({ peers });
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

await preload();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("waitForPeer", () => {
  test("looks until it is there", async () => {
    const { mesh, paths } = client([nobody, nobody, one()]);
    const waiting = mesh.waitForPeer("shop-codex", { circle: "shop" });
    await vi.advanceTimersByTimeAsync(750);
    expect((await waiting).peer_id).toBe(peer.peer_id);
    expect(paths).toEqual(Array(3).fill("/peers/shop-codex?circle=shop"));
  });

  test.for([
    ["registered", nobody, {}],
    ["status", one({ status: "offline" }), {}],
    ["status", one(), { status: "busy" }],
    ["status", one(), { status: "offline" }],
    ["connected", one(), { connected: true }],
  ] as const)("says that %s did not happen", async ([step, look, options]) => {
    const { mesh } = client([look]);
    const waiting = failure(mesh.waitForPeer("shop-codex", { timeout: 1_000, ...options }));
    await vi.advanceTimersByTimeAsync(1_000);
    const error = await waiting;
    expect(error).toBeInstanceOf(PeerNotReadyError);
    expect(error).toMatchObject({ step, timeout: 1_000, name: "PeerNotReadyError" });
    expect((error as PeerNotReadyError).peer?.peer_id).toBe(
      step === "registered" ? undefined : peer.peer_id,
    );
  });

  test("a busy peer is an online one", async () => {
    const { mesh } = client([one({ status: "busy" })]);
    expect((await mesh.waitForPeer("shop-codex")).status).toBe("busy");
  });

  test("a daemon that is just being started is worth another look", async () => {
    const away = () => Response.json({ detail: "starting" }, { status: 503 });
    const { mesh } = client([away, one()]);
    const waiting = mesh.waitForPeer("shop-codex");
    await vi.advanceTimersByTimeAsync(250);
    expect((await waiting).peer_id).toBe(peer.peer_id);
    const down = failure(client([away]).mesh.waitForPeer("shop-codex", { timeout: 600 }));
    await vi.advanceTimersByTimeAsync(600);
    expect(await down).toMatchObject({ status: 503 });
  });

  test("what the daemon refuses is thrown", async () => {
    const ambiguous = () => Response.json({ detail: "Ambiguous peer name 'x'" }, { status: 409 });
    await expect(client([ambiguous]).mesh.waitForPeer("x")).rejects.toMatchObject({ status: 409 });
  });

  test("a signal ends it with its reason", async () => {
    const controller = new AbortController();
    const { mesh } = client([nobody]);
    const waiting = failure(mesh.waitForPeer("x", { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(300);
    controller.abort("enough");
    expect(await waiting).toBe("enough");
    await expect(mesh.waitForPeer("x", { signal: AbortSignal.abort("before") })).rejects.toBe(
      "before",
    );
  });
});

test.for<[options: object, says: string]>([
  [{ timout: 5 }, 'there is no option "timout"; did you mean "timeout"?'],
  [{ connected: 1 }, "connected must be true or false"],
  [{ signal: {} }, "signal must be an AbortSignal"],
  [{ status: "onlin" }, 'status must be "online", "busy" or "offline"'],
])("options that cannot work are refused before anything is sent: %j", async ([options, says]) => {
  const { mesh, paths } = client([one()]);
  const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
  for (const waiting of [
    mesh.waitForPeer("shop-codex", options),
    mesh.spawn(params, { waitUntilReady: options }),
  ]) {
    const error = await failure(waiting);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(says);
  }
  await expect(mesh.spawn(params, { waitUntilReady: 5 as never })).rejects.toThrow(
    "spawn: waitUntilReady must be an object",
  );
  for (const [wrong, call] of [
    [{ path: 5 as never }, {}],
    [params, { tiemout: 5 }],
    [params, { timeout: 0 }],
  ] as const) {
    const waiting = mesh.spawn({ ...params, ...wrong }, { waitUntilReady: true, ...call });
    await expect(waiting).rejects.toThrow(TypeError);
  }
  expect(paths).toEqual([]);
});

describe("the pauses between its checks", () => {
  /** Waits for a minute, and returns how many checks came in its first and its last second. */
  async function checksOf(look: () => Response, wait: (mesh: RepowireClient) => Promise<unknown>) {
    const { mesh, paths } = client([look], () => Response.json(spawned));
    const waiting = failure(wait(mesh));
    await vi.advanceTimersByTimeAsync(1_000);
    const first = paths.length;
    await vi.advanceTimersByTimeAsync(58_000);
    const before = paths.length;
    await vi.advanceTimersByTimeAsync(1_000);
    await waiting;
    return { first, last: paths.length - before, all: paths.length };
  }
  const spawned = { ok: true, display_name: "shop", tmux_session: "shop:shop" };
  const place = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;

  test.for([undefined, 0, 1, 100])("grow from %s ms to 2 seconds", async (interval) => {
    const options = { interval, timeout: 60_000 };
    const { first, last, all } = await checksOf(nobody, (mesh) => mesh.waitForPeer("x", options));
    expect(first).toBeGreaterThan(2);
    expect(first).toBeLessThan(12);
    expect(last).toBeLessThan(2);
    // A pause is 1 to 2 seconds long, and the daemon is asked all the time.
    expect(all).toBeGreaterThan(28);
    expect(all).toBeLessThan(75);
  });

  test("grow for an agent that is started, too", async () => {
    const options = { waitUntilReady: { interval: 0, timeout: 60_000 } };
    const { last, all } = await checksOf(list(), (mesh) => mesh.spawn(place, options));
    expect(last).toBeLessThan(2);
    expect(all).toBeLessThan(75);
  });

  test("are never shorter than a long interval", async () => {
    const options = { interval: 5_000, timeout: 60_000 };
    const { all } = await checksOf(nobody, (mesh) => mesh.waitForPeer("x", options));
    expect(all).toBe(12);
  });
});

describe.for(["off", "warn"] as const)("with validation %s", (validation) => {
  const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
  const options = { waitUntilReady: { timeout: 1_000 } };

  test.for([null, {}, "shop:shop", [5]])("a spawn of %j names no agent", async (answer) => {
    const others = list({ ...peer, tmux_session: undefined });
    const { mesh } = client([list(), others], () => Response.json(answer));
    const call = mesh.with({ validation }).spawn(params, options);
    await expect(call).rejects.toMatchObject({ name: "DaemonResponseError", delivery: "unknown" });
  });

  test.for([null, {}, 5, { peers: null }, { peers: [null, {}] }])(
    "a list %j has nobody",
    async (answer) => {
      const spawned = { ok: true, display_name: "shop", tmux_session: "shop:shop" };
      const garbage = () => Response.json(answer);
      const { mesh } = client([garbage, garbage, list(peer)], () => Response.json(spawned));
      const waiting = mesh.with({ validation }).spawn(params, options);
      await vi.advanceTimersByTimeAsync(250);
      expect((await waiting).peer_id).toBe(peer.peer_id);
    },
  );
});

describe("its time", () => {
  const hung = () => new Promise<never>(() => undefined);

  test("is the spawn's own for the list before, and so are the headers", async () => {
    const seen: (string | undefined)[] = [];
    const mesh = new RepowireClient({
      fetch: (_, { headers }) => {
        seen.push(headers["x-trace"]);
        return hung();
      },
    });
    const options = { timeout: 100, headers: { "x-trace": "a" }, waitUntilReady: true } as const;
    const spawning = failure(mesh.spawn({ path: "/srv/shop", backend: "codex" }, options));
    await vi.advanceTimersByTimeAsync(100);
    expect(await spawning).toMatchObject({ name: "DaemonTimeoutError", timeout: 100 });
    expect(seen).toEqual(["a"]);
  });

  test("may be without end", async () => {
    const { mesh } = client([...Array<() => Response>(400).fill(nobody), one()]);
    const options = { timeout: Infinity };
    const waiting = mesh.waitForPeer("shop-codex", options);
    await vi.advanceTimersByTimeAsync(800_000);
    expect((await waiting).peer_id).toBe(peer.peer_id);
    const spawned = { ok: true, display_name: "shop", tmux_session: "shop:shop" };
    const spawning = client([list(), list(), list(), list(peer)], () => Response.json(spawned));
    const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
    const ready = spawning.mesh.spawn(params, { waitUntilReady: options });
    await vi.advanceTimersByTimeAsync(750);
    expect((await ready).peer_id).toBe(peer.peer_id);
  });

  test.for([
    ["timeout", NaN],
    ["timeout", -1],
    ["timeout", 30 * 86_400_000],
    ["interval", NaN],
    ["interval", 2 ** 31],
  ] as const)(
    "has to be one: %s %d is refused before anything is sent",
    async ([option, value]) => {
      const { mesh, paths } = client([one()]);
      const options = { [option]: value };
      const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
      for (const waiting of [
        mesh.waitForPeer("shop-codex", options),
        mesh.spawn(params, { waitUntilReady: options }),
      ]) {
        const error = await failure(waiting);
        expect(error).toBeInstanceOf(TypeError);
        expect(String(error)).toMatch(new RegExp(`${option} must be .* 2147483647`));
      }
      expect(paths).toEqual([]);
    },
  );

  test("is over in time, even if the daemon hangs", async () => {
    const mesh = new RepowireClient({ fetch: hung });
    const waiting = failure(mesh.waitForPeer("shop-codex", { timeout: 500 }));
    await vi.advanceTimersByTimeAsync(500);
    const error = await waiting;
    expect(error).toBeInstanceOf(PeerNotReadyError);
    expect(error).toMatchObject({ step: "registered", peer: undefined });
    expect(String(error)).toContain("no answer about shop-codex within 500 ms");
  });

  test.for([
    ["what was last seen", one({ status: "offline" }), { step: "status", timeout: 500 }],
    ["what failed last", () => new Response("", { status: 503 }), { status: 503 }],
  ] as const)("is over with %s, if the daemon hangs by then", async ([, look, expected]) => {
    let looks = 0;
    const mesh = new RepowireClient({ fetch: async () => (looks++ === 0 ? look() : hung()) });
    const waiting = failure(mesh.waitForPeer("shop-codex", { timeout: 500 }));
    await vi.advanceTimersByTimeAsync(500);
    expect(await waiting).toMatchObject(expected);
  });

  test("may be ended by a signal while the daemon hangs", async () => {
    const controller = new AbortController();
    const mesh = new RepowireClient({ fetch: hung });
    const waiting = failure(mesh.waitForPeer("x", { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(300);
    controller.abort("enough");
    expect(await waiting).toBe("enough");
  });
});

describe("the end of the client", () => {
  const away = () => Promise.reject(new TypeError("fetch failed"));

  test.for([
    ["a look", () => new Promise<never>(() => undefined)],
    ["the pause after a look", () => Promise.resolve(nobody())],
    ["the pause after a failure", away],
  ] as const)("ends %s", async ([, answer]) => {
    let looks = 0;
    const mesh = new RepowireClient({
      fetch: () => {
        looks += 1;
        return answer();
      },
    });
    const waiting = failure(mesh.waitForPeer("shop-codex", { timeout: Infinity }));
    await vi.advanceTimersByTimeAsync(600);
    await mesh.close();
    const error = await waiting;
    expect(error).toMatchObject({ name: "ClientClosedError", delivery: "unknown" });
    expect(String(error)).toContain("waitForPeer: the client was closed");
    const before = looks;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(looks).toBe(before);
  });

  test("has later waits fail at once", async () => {
    const { mesh, paths } = client([nobody]);
    await mesh.close();
    expect(await failure(mesh.waitForPeer("shop-codex"))).toMatchObject({
      name: "ClientClosedError",
      delivery: "not_sent",
    });
    expect(paths).toEqual([]);
  });

  test("ends the wait for what was spawned, which may be there", async () => {
    const spawned = { ok: true, display_name: "shop", tmux_session: "shop:shop" };
    const { mesh } = client([list()], () => Response.json(spawned));
    const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
    const waiting = failure(mesh.spawn(params, { waitUntilReady: true }));
    await vi.advanceTimersByTimeAsync(600);
    await mesh.close();
    const error = await waiting;
    expect(error).toMatchObject({ name: "ClientClosedError", delivery: "unknown", spawned });
    expect(String(error)).toContain("spawn: the client was closed");
  });
});

describe("spawn, waiting until it is ready", () => {
  const spawned = { ok: true, display_name: "shop", tmux_session: "shop:shop" };
  const params = { path: "/srv/shop", backend: "codex", circle: "shop" } as const;
  const spawn = () => Response.json(spawned);
  const old = { ...peer, peer_id: "repow-shop-0000000a" };

  test.for([
    ["its window", list({ ...peer, path: "/elsewhere" })],
    ["its folder and backend, where it tells no window", list({ ...peer, tmux_session: null })],
    ["its id again, when it was offline before", list(peer)],
  ] as const)("knows it by %s", async ([what, look]) => {
    const before = what.includes("offline") ? list({ ...peer, status: "offline" }) : list(old);
    const { mesh } = client([before, before, look], spawn);
    const ready = mesh.spawn(params, { waitUntilReady: true });
    await vi.advanceTimersByTimeAsync(250);
    expect((await ready).peer_id).toBe(peer.peer_id);
  });

  test("one that was there before is not it", async () => {
    const { mesh } = client([list(old)], spawn);
    const waiting = failure(mesh.spawn(params, { waitUntilReady: { timeout: 500 } }));
    await vi.advanceTimersByTimeAsync(500);
    const error = await waiting;
    expect(error).toMatchObject({ step: "registered", spawned });
    expect(String(error)).toContain("the agent in shop:shop did not register within 500 ms");
  });

  test.for<[name: string, look: () => Response | Promise<Response>, cause: object]>([
    [
      "went away",
      () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
      { name: "DaemonConnectionError" },
    ],
    ["is busy", () => new Response("", { status: 503 }), { name: "DaemonHTTPError" }],
    ["refuses", () => new Response("", { status: 401 }), { name: "DaemonHTTPError" }],
    ["says something else", () => Response.json([]), { name: "DaemonResponseError" }],
  ])("a daemon that %s after the spawn does not hide the window", async ([, look, cause]) => {
    let looks = 0;
    const mesh = new RepowireClient({
      fetch: answering(({ url }) => {
        if (url.endsWith("/spawn")) return spawn();
        return looks++ === 0 ? list()() : look();
      }),
    });
    const waiting = failure(mesh.spawn(params, { waitUntilReady: { timeout: 500 } }));
    await vi.advanceTimersByTimeAsync(500);
    const error = await waiting;
    expect(error).toBeInstanceOf(PeerNotReadyError);
    expect(error).toMatchObject({ step: "registered", spawned, delivery: "unknown", cause });
    expect(String(error)).toContain("Its window is open: do not spawn it again.");
  });

  test.for(["the call", "the wait"])(
    "an aborted signal of %s leaves onSpawned to tell",
    async (whose) => {
      const controller = new AbortController();
      const { signal } = controller;
      const { mesh } = client([list()], spawn);
      const told: unknown[] = [];
      const onSpawned = (answer: unknown) => {
        told.push(answer);
        throw new Error("the wait goes on");
      };
      const waiting = failure(
        mesh.spawn(params, {
          ...(whose === "the call" && { signal }),
          waitUntilReady: { onSpawned, ...(whose === "the wait" && { signal }) },
        }),
      );
      await vi.advanceTimersByTimeAsync(600);
      controller.abort("enough");
      expect(await waiting).toBe("enough");
      expect(told).toEqual([spawned]);
    },
  );

  test("onSpawned is not called for a spawn that fails", async () => {
    const { mesh } = client([list()], () => Response.json({ detail: "no" }, { status: 403 }));
    const onSpawned = () => expect.unreachable();
    await expect(mesh.spawn(params, { waitUntilReady: { onSpawned } })).rejects.toMatchObject({
      status: 403,
    });
    await expect(mesh.spawn(params, { waitUntilReady: { onSpawned: 5 as never } })).rejects.toThrow(
      "spawn: waitUntilReady.onSpawned must be a function",
    );
  });

  test.for([null, 5, "now"])("spawn(…, %j) is refused", async (options) => {
    const { mesh, paths } = client([list()], spawn);
    const call = mesh.spawn(params, options as never);
    await expect(call).rejects.toThrow("spawn: the options must be an object");
    expect(paths).toEqual([]);
  });

  test("a spawn that fails is not waited for", async () => {
    const refused = () => Response.json({ detail: "Spawn is disabled." }, { status: 403 });
    const { mesh, paths } = client([list()], refused);
    await expect(mesh.spawn(params, { waitUntilReady: true })).rejects.toMatchObject({
      status: 403,
    });
    expect(paths).toEqual(["/peers", "/spawn"]);
  });

  test("without the option it is the call alone", async () => {
    const { mesh, paths } = client([list()], spawn);
    expect(await mesh.spawn(params)).toEqual(spawned);
    expect(paths).toEqual(["/spawn"]);
  });
});
