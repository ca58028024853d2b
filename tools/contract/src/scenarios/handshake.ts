import type { JsonObject } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Sends a first frame that the daemon refuses, and checks how. */
async function refused(stage: Stage, frame: JsonObject, code: number): Promise<void> {
  const { circle, path } = stage;
  const usual = {
    type: "connect",
    display_name: "me",
    circle,
    backend: "claude-code",
    path: path("me"),
  };
  const socket = await stage.rawSocket("me").opened();
  socket.send({ ...usual, ...frame });
  await socket.receives({ type: "error" });
  await socket.ends(code);
}

/** Sends a first frame that breaks the connection without a close frame. */
async function dropped(stage: Stage, frame: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const socket = await stage.rawSocket("me").opened();
  socket.send(frame);
  await socket.ends(1006);
}

const BACKENDS = ["claude-code", "opencode", "codex", "gemini", "antigravity", "pi"];

export const handshake: Group = {
  name: "handshake",
  title: "Connecting a socket",
  scenarios: [
    {
      id: "connect-alone",
      rule: "A socket can connect without a registration. It becomes a peer.",
      on: "python",
      async steps({ socket, get, circle }) {
        const me = await socket("me", { backend: "codex", role: "service" });
        (await get(`/peers/${me.peer_id}`)).is(200, {
          display_name: "me-codex",
          role: "service",
          circle,
          status: "online",
          ws_connected: true,
          hook_supports_receipts: false,
          inbound_status: "legacy_unverified",
        });
      },
    },
    {
      id: "only-a-name-is-required",
      rule: "Only `display_name` is required. The circle is then `default` and the name `peer`.",
      on: "python",
      async steps({ rawSocket, get }) {
        const me = await rawSocket("me").connect({ display_name: "me" });
        (await get(`/peers/${me.peer_id}`)).is(200, {
          circle: "default",
          role: "agent",
          display_name: /^peer-/,
        });
      },
    },
    {
      id: "everything-that-connect-may-say",
      rule: "The metadata keeps what the `connect` frame says about the peer. Values of a wrong type are dropped.",
      on: "python",
      async steps({ socket, get }) {
        const me = await socket("me", {
          hook_version: 3,
          capabilities: ["delivery_receipts", 5, "other"],
          tmux_session: "docs:me",
          pane_id: "%7501",
          model: "m-1",
          model_details: { window: 1000 },
          colour: "red",
        });
        await get(`/peers/${me.peer_id}`);
        const odd = await socket("odd", { hook_version: "3", capabilities: "delivery_receipts" });
        await get(`/peers/${odd.peer_id}`);
      },
    },
    {
      id: "path-is-normalised",
      rule: "The path of a connection is normalised.",
      async steps({ socket, get, path }) {
        const me = await socket("me", { path: `${path("a")}/../me//x/..` });
        (await get(`/peers/${me.peer_id}`)).is(200, {
          path: path("me"),
          display_name: "me-claude-code",
        });
      },
    },
    {
      id: "first-frame-must-be-connect",
      rule: "The first frame must be `connect`, or the connection is closed with 4000.",
      async steps(stage) {
        await refused(stage, { type: "status" }, 4000);
        const socket = await stage.rawSocket("empty").opened();
        socket.send({});
        await socket.receives({ type: "error", error: "First message must be connect" });
        await socket.ends(4000);
      },
    },
    {
      id: "bad-circle-is-4002",
      rule: "A circle must have 1 to 64 letters, digits, dots, hyphens and underscores. Otherwise the socket closes with 4002.",
      async steps(stage) {
        await refused(stage, { circle: "a b" }, 4002);
        await refused(stage, { circle: "" }, 4002);
        await refused(stage, { circle: "c".repeat(65) }, 4002);
      },
    },
    {
      id: "bad-circle-source-is-4002",
      rule: "`circle_source` must be known to the daemon.",
      steps: (stage) => refused(stage, { circle_source: "guess" }, 4002),
    },
    {
      id: "window-is-no-source",
      rule: "A Python daemon does not know `tmux_window` as the source of a circle.",
      on: "python",
      steps: (stage) => refused(stage, { circle_source: "tmux_window" }, 4002),
    },
    {
      id: "bad-name-is-4002",
      rule: "`display_name` is required and must have the form of a name.",
      async steps(stage) {
        await refused(stage, { display_name: "a b" }, 4002);
        await refused(stage, { display_name: "" }, 4002);
        await refused(stage, { display_name: "n".repeat(65) }, 4002);
        const socket = await stage.rawSocket("nameless").opened();
        socket.send({ type: "connect", circle: stage.circle });
        await socket.receives({ error: "Invalid display_name format" });
        await socket.ends(4002);
      },
    },
    {
      id: "bad-backend-is-4002",
      rule: "The backend must be known to the daemon, and `mcp-http` cannot connect.",
      async steps(stage) {
        await refused(stage, { backend: "python" }, 4002);
        await refused(stage, { backend: "mcp-http" }, 4002);
      },
    },
    {
      id: "all-backends-connect",
      rule: "Every backend but `mcp-http` may connect.",
      async steps({ socket }) {
        for (const backend of BACKENDS) await socket("me", { backend });
      },
    },
    {
      id: "bad-role-is-4002",
      rule: "The role must be known to the daemon.",
      steps: (stage) => refused(stage, { role: "king" }, 4002),
    },
    {
      id: "root-is-4003",
      rule: "A peer cannot have the root folder as its path.",
      async steps(stage) {
        await refused(stage, { path: "/" }, 4003);
        await refused(stage, { path: "/a/.." }, 4003);
      },
    },
    {
      id: "order-of-the-checks",
      rule: "If several fields are invalid, the daemon reports the first.",
      async steps(stage) {
        const wrong = {
          circle: "a b",
          circle_source: "guess",
          display_name: "a b",
          backend: "python",
          role: "king",
          path: "/",
        };
        await refused(stage, wrong, 4002);
        await refused(stage, { ...wrong, circle: stage.circle }, 4002);
        await refused(stage, { ...wrong, circle: stage.circle, circle_source: null }, 4002);
        const named = { circle: stage.circle, circle_source: null, display_name: "me" };
        await refused(stage, { ...wrong, ...named }, 4002);
        await refused(stage, { ...wrong, ...named, backend: "pi" }, 4002);
        await refused(stage, { ...wrong, ...named, backend: "pi", role: "agent" }, 4003);
      },
    },
    {
      id: "unreadable-first-frame-is-dropped",
      rule: "If the first frame is not a JSON object, or its name or circle is not a text, the connection breaks without a close frame.",
      ruleOf: "python",
      async steps(stage) {
        await dropped(stage, "hello");
        await dropped(stage, "[]");
        await dropped(stage, new Uint8Array([123, 125]));
        const connect = { type: "connect", display_name: "me", ...stage.credentials };
        await dropped(stage, JSON.stringify({ ...connect, circle: null }));
        await dropped(stage, JSON.stringify({ ...connect, display_name: 5 }));
      },
    },
    {
      id: "plain-request-is-404",
      rule: "A request of `/ws` without an upgrade returns 404.",
      ruleOf: "python",
      async steps({ call }) {
        const headers = { connection: "close" };
        (await call("GET", "/ws", { headers })).is(404, { detail: "Not Found" });
      },
    },
  ],
};
