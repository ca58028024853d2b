import type { Group } from "../../runner/scenario.ts";
import type { JsonObject } from "../../stage/json.ts";
import type { Stage } from "../../stage/stage.ts";

/** The values of a peer's registration, which its `connect` frame must repeat. */
async function registered(stage: Stage, more: JsonObject = {}): Promise<JsonObject> {
  const { peer_id, display_name } = await stage.register("me", more);
  const { circle, path } = stage;
  const frame = { type: "connect", peer_id, display_name, circle, backend: "claude-code" };
  return { ...frame, path: path("me"), ...more };
}

/** Sends a first frame that is refused, and checks the close code and reason. */
async function refused(
  stage: Stage,
  frame: JsonObject | string,
  code: number,
  reason: string,
): Promise<void> {
  const socket = await stage.rawSocket("me").opened();
  socket.send(frame);
  await socket.receives({ type: "error" });
  stage.must(`${code} ${reason}`, (await socket.ends(code)).reason === reason);
}

export const goSockets: Group = {
  name: "go-sockets",
  title: "Sockets of the Go daemon",
  scenarios: [
    {
      id: "first-frame-is-connect",
      rule: "The first frame must be a `connect` in JSON with fields of the right types. Otherwise the socket closes with 4000.",
      on: "go",
      async steps(stage) {
        const wanted = "First message must be connect";
        for (const frame of ["nonsense", "[]", '{"type":"status"}', "{}"]) {
          await refused(stage, frame, 4000, wanted);
        }
        const frame = await registered(stage);
        for (const wrong of [
          { circle: 5 },
          { display_name: 5 },
          { capabilities: "delivery_receipts" },
          { agent_pid: "x" },
          { auth_token: 5 },
        ]) {
          await refused(stage, { ...frame, ...wrong }, 4000, "Malformed connect");
        }
      },
    },
    {
      id: "fields-are-checked",
      rule: "An invalid circle, circle source, name, backend or role closes the socket with 4002.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        for (const [wrong, reason] of [
          [{ circle: "" }, "Missing circle"],
          [{ circle: null }, "Missing circle"],
          [{ circle: "a b" }, "Invalid circle"],
          [{ display_name: "" }, "Invalid display_name"],
          [{ display_name: "a b" }, "Invalid display_name"],
          [{ display_name: "x".repeat(65) }, "Invalid display_name"],
          [{ backend: "kimi-code" }, "Invalid backend"],
          [{ role: "captain" }, "Invalid role"],
        ] as const) {
          await refused(stage, { ...frame, ...wrong }, 4002, reason);
        }
      },
    },
    {
      id: "only-what-is-registered-connects",
      rule: "The frame of a peer without a pane must repeat what was registered. Otherwise the socket closes with 4003.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        const { peer_id: _peer_id, ...nameless } = frame;
        await refused(stage, nameless, 4003, "Unverified pane-less identity");
        for (const wrong of [
          { peer_id: "repow-none-00000000" },
          { display_name: "other" },
          { circle: `${stage.circle}-b` },
          { backend: "codex" },
          { role: "service" },
          { path: "/w/else" },
        ]) {
          await refused(stage, { ...frame, ...wrong }, 4003, "Pane-less identity mismatch");
        }
        await refused(stage, { ...frame, path: "/" }, 4003, "Invalid path");
        await refused(stage, { ...frame, pane_id: "%7811" }, 4003, "Unverified pane identity");
        await stage.rawSocket("me").connect(frame);
      },
    },
    {
      id: "what-a-frame-tells",
      rule: "The daemon stores the version, the capabilities and the details of the model, unless they are empty, and any process id.",
      on: "go",
      async steps(stage) {
        for (const told of [
          { hook_version: 3, model_details: { size: 1 }, capabilities: ["one"], agent_pid: -4 },
          { hook_version: null, model_details: {}, capabilities: [], agent_pid: 0 },
        ]) {
          const frame = await registered(stage);
          await stage.rawSocket("me").connect({ ...frame, ...told });
          await stage.get(`/peers/${String(frame["peer_id"])}`);
          await stage.get(`/peers/${String(frame["peer_id"])}/doctor`);
        }
        const frame = await registered(stage);
        await refused(stage, { ...frame, model_details: "x" }, 4000, "Malformed connect");
      },
    },
    {
      id: "claimed-role-has-to-be-said",
      rule: "A peer that claimed a role can connect only with the new role.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        const claim = { peer_name: frame["peer_id"] ?? null, role: "orchestrator" };
        (await stage.post("/peers/claim-role", claim)).is(200);
        await refused(stage, frame, 4003, "Pane-less identity mismatch");
        await stage.rawSocket("me").connect({ ...frame, role: "orchestrator" });
      },
    },
    {
      id: "retired-id-is-4004",
      rule: "A retired id is refused with 4004.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        const { peer_id } = frame;
        await stage.post(`/peers/${String(peer_id)}/offline`, { terminal: true });
        const socket = await stage.rawSocket("me").opened();
        socket.send(frame);
        await socket.receives({ type: "error", code: "peer_retired" });
        await socket.ends(4004);
      },
    },
    {
      id: "second-socket-supersedes",
      rule: "A second socket of an id closes the first with 1000 `superseded by reconnect`, at once.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        const first = await stage.rawSocket("first").connect(frame);
        await stage.rawSocket("second").connect(frame);
        stage.must("its reason", (await first.ends(1000)).reason === "superseded by reconnect");
      },
    },
    {
      id: "terminal-offline-closes",
      rule: "A terminal end closes the socket with 1001 `peer retired`.",
      on: "go",
      async steps({ peer, post, must }) {
        const me = await peer("me");
        (await post(`/peers/${me.peer_id}/offline`, { terminal: true })).is(200);
        must("its reason", (await me.ends(1001)).reason === "peer retired");
      },
    },
    {
      id: "removal-leaves-the-socket",
      rule: "The socket of a removed peer stays open and receives nothing more.",
      on: "go",
      async steps({ peer, post, delete: remove, must, sleep }) {
        for (const end of [
          (id: string) => remove(`/peers/${id}`),
          (id: string) => post("/peer/unregister", { name: id }),
        ]) {
          const me = await peer("me");
          await end(me.peer_id);
          (await post("/notify", { from_peer: "x", to_peer: me.peer_id, text: "hello" })).is(404);
          await sleep(300);
          must("it is open", me.isOpen);
          me.takeUnread();
          await me.close();
        }
      },
    },
    {
      id: "offline-leaves-the-socket",
      rule: "A plain end leaves the socket open.",
      on: "go",
      async steps({ peer, post, must, sleep, get }) {
        const me = await peer("me");
        (await post(`/peers/${me.peer_id}/offline`)).is(200);
        await sleep(300);
        must("it is open", me.isOpen);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "bad-frames-are-ignored",
      rule: "After the handshake, frames that are unreadable, unknown or wrongly typed are ignored.",
      on: "go",
      async steps({ peer, must, get, sleep }) {
        const me = await peer("me");
        for (const frame of [
          "nonsense",
          "[]",
          '{"type":"dance"}',
          '{"type":"status","status":5}',
          '{"type":"status","turn_state":"confused"}',
          '{"type":"set_circle","circle":"elsewhere"}',
          '{"type":"response","correlation_id":"x"}',
        ]) {
          me.send(frame);
        }
        await sleep(300);
        must("it is open", me.isOpen);
        (await get(`/peers/${me.peer_id}`)).is(200, { status: "online" });
      },
    },
    {
      id: "frame-of-more-than-32-kib",
      rule: "A frame of more than 32,768 bytes closes the socket with 1009.",
      on: "go",
      async steps({ peer }) {
        const me = await peer("me");
        me.send({ type: "status", status: "x".repeat(33_000) });
        await me.ends(1009);
      },
    },
    {
      id: "renaming-sticks",
      rule: "A renamed peer keeps its new name and can connect only with it.",
      on: "go",
      async steps(stage) {
        const frame = await registered(stage);
        const { peer_id } = frame;
        const me = await stage.rawSocket("me").connect(frame);
        me.send({ type: "update_display_name", display_name: "renamed" });
        const peer = () => stage.caller.quietly("GET", `/peers/${String(peer_id)}`);
        await stage.eventually("the new name", async () => {
          return (await peer()).at("display_name") === "renamed";
        });
        await me.close();
        const again = await stage.register("me", { peer_id: peer_id ?? null });
        stage.must("the new name is given", again.display_name === "renamed");
        await refused(stage, frame, 4003, "Pane-less identity mismatch");
        await stage.rawSocket("me").connect({ ...frame, display_name: "renamed" });
      },
    },
    {
      id: "long-name-never-connects",
      rule: "A name that exceeds 64 characters together with its backend can be registered but cannot connect.",
      on: "go",
      async steps(stage) {
        const { circle, path } = stage;
        const name = "x".repeat(60);
        const { peer_id, display_name } = await stage.register(name);
        const identity = { circle, backend: "claude-code", path: path(name) };
        const frame = { type: "connect", peer_id, display_name, ...identity };
        await refused(stage, frame, 4002, "Invalid display_name");
      },
    },
    {
      id: "foreign-origin",
      rule: "An upgrade with the Origin of another host is refused.",
      on: "go",
      async steps({ target, note }) {
        const url = `${target.baseUrl.replace(/^http/, "ws")}/ws`;
        const options = { headers: { origin: "https://example.org" } } as unknown as string[];
        const socket = new target.WebSocket(url, options);
        const outcome = await new Promise<string>((resolve) => {
          socket.addEventListener("open", () => resolve("open"));
          socket.addEventListener("error", () => resolve("error"));
        });
        note("the socket", "comes to", outcome);
        socket.close();
      },
    },
  ],
};
