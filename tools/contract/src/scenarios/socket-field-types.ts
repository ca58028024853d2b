import type { Json, JsonObject } from "../stage/json.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Sends a first frame with one odd field, and checks the outcome. */
async function connects(
  stage: Stage,
  field: string,
  value: Json,
  expected: "connected" | number,
): Promise<void> {
  const { circle, path } = stage;
  const usual = { display_name: "me", circle, backend: "claude-code", path: path("me") };
  const socket = await stage.rawSocket(`${field} ${JSON.stringify(value)}`).opened();
  socket.send({ type: "connect", ...usual, [field]: value });
  const verdict = await socket.verdict();
  stage.must(
    `${field}: ${JSON.stringify(value)} is ${verdict}, not ${expected}`,
    verdict === expected,
  );
}

/** Empty values for Python, and full values, of wrong types. */
const EMPTY: readonly Json[] = [[], {}, 0, false];
const FULL: readonly Json[] = [["x"], { x: 1 }, 5, true];

export const socketFieldTypes: Group = {
  name: "socket-field-types",
  title: "Socket fields of a wrong type",
  scenarios: [
    {
      id: "pane-and-tmux-session",
      rule: "A pane or a tmux session that is not a text breaks the connection without a close frame.",
      ruleOf: "python",
      async steps(stage) {
        for (const field of ["pane_id", "tmux_session"]) {
          for (const value of [...EMPTY, ...FULL]) await connects(stage, field, value, 1006);
          await connects(stage, field, null, "connected");
          await connects(stage, field, "", "connected");
        }
      },
    },
    {
      id: "path-and-peer-id",
      rule: "An empty path or id of any type counts as missing. Any other path that is not a text breaks the connection.",
      ruleOf: "python",
      async steps(stage) {
        for (const field of ["path", "peer_id"]) {
          for (const value of [...EMPTY, null, ""])
            await connects(stage, field, value, "connected");
        }
        for (const value of FULL) await connects(stage, "path", value, 1006);
        for (const value of [["x"], { x: 1 }]) await connects(stage, "peer_id", value, 1006);
        for (const value of [5, true]) await connects(stage, "peer_id", value, "connected");
      },
    },
    {
      id: "name-and-circle",
      rule: "An empty name of any type closes the connection with 4002. Any other name, or a circle, that is not a text breaks the connection.",
      ruleOf: "python",
      async steps(stage) {
        for (const value of [...EMPTY, null]) await connects(stage, "display_name", value, 4002);
        for (const value of FULL) await connects(stage, "display_name", value, 1006);
        for (const value of [...EMPTY, ...FULL, null]) await connects(stage, "circle", value, 1006);
      },
    },
    {
      id: "words-of-a-list",
      rule: "A backend, role or circle source that is not a text closes the connection with 4002.",
      ruleOf: "python",
      async steps(stage) {
        for (const field of ["backend", "role", "circle_source"]) {
          for (const value of [...EMPTY, ...FULL]) await connects(stage, field, value, 4002);
        }
        await connects(stage, "backend", null, 4002);
        await connects(stage, "role", null, 4002);
        await connects(stage, "circle_source", null, "connected");
      },
    },
    {
      id: "what-is-dropped",
      rule: "A version, capabilities, a model or a process of a wrong type is dropped.",
      on: "python",
      async steps(stage) {
        for (const [field, values] of Object.entries({
          hook_version: [1.5, "3", [], null],
          capabilities: ["x", { x: 1 }, 5, null, [1, null, "one", ["two"]]],
          model: [5, [], {}, null],
          model_details: ["x", [], 5, null],
          agent_pid: ["1", 0, -1, 1.5, [], null],
        })) {
          for (const value of values as Json[]) {
            const me = await stage.socket("me", { path: stage.path(field), [field]: value });
            await stage.get(`/peers/${me.peer_id}`);
          }
        }
      },
    },
    {
      id: "empty-values-of-frames",
      rule: "In a later frame an empty circle or name of any type is ignored. Any other that is not a text is reported.",
      on: "python",
      async steps({ peer, get, silence }) {
        const me = await peer("me");
        for (const [type, field] of [
          ["set_circle", "circle"],
          ["update_display_name", "display_name"],
        ] as const) {
          for (const value of [...EMPTY, null]) me.send({ type, [field]: value });
          me.send({ type });
          await silence(me);
          for (const value of FULL) {
            me.send({ type, [field]: value });
            await me.receives({ type: "error", error: /^Error processing message: / });
          }
        }
        (await get(`/peers/${me.peer_id}`)).is(200, { display_name: "me-claude-code" });
      },
    },
    {
      id: "status-frames",
      rule: "A status or a turn state of a wrong type counts as unknown, but a status that is a list or an object is reported.",
      on: "python",
      async steps({ peer, get, settle }) {
        const me = await peer("me");
        for (const status of [5, true, null, 0.5]) {
          me.send({ type: "status", status: "busy" });
          me.send({ type: "status", status });
          await settle(me);
          (await get(`/peers/${me.peer_id}`)).is(200, { status: "online" });
        }
        for (const turn_state of [5, true, null, [], {}, ["idle"]]) {
          me.send({ type: "status", status: "busy", turn_state });
          await settle(me);
          (await get(`/peers/${me.peer_id}`)).is(200, { status: "busy", turn_state: null });
        }
        for (const status of [[], {}]) {
          me.send({ type: "status", status });
          await me.receives({ type: "error" });
        }
      },
    },
    {
      id: "receipt-with-an-unusable-status",
      rule: "If the status of a receipt is a list or an object, an ask returns a plain 500, and a notification returns the receipt.",
      ruleOf: "python",
      async steps({ peer, get, events }) {
        const sender = await peer("sender");
        const target = await peer("target");
        for (const status of [[], {}, ["failed"]]) {
          target.receipt = { status };
          (await sender.ask(target, "x")).is(500, "Internal Server Error");
          await target.receives();
          (await sender.notify(target, "x")).is(200, { hook_delivery: { status } });
          await target.receives();
        }
        for (const status of [5, true, null, ""]) {
          target.receipt = { status };
          (await sender.ask(target, "x")).is(200);
          await target.receives();
          (await sender.notify(target, "x")).is(200);
          await target.receives();
        }
        await get("/asks/pending", { peer_id: target.peer_id });
        await get(`/peers/${target.peer_id}`);
        await events();
      },
    },
    {
      id: "receipt-with-any-detail",
      rule: "The error of a failed receipt contains its detail of any type, as Python writes it.",
      async steps({ peer }) {
        const sender = await peer("sender");
        const target = await peer("target");
        const details: readonly Json[] = [
          ["x"],
          ["it's", 'a "word"', 1, 1.5, true, null, ["in"]],
          { cause: "gone", codes: [1, -2], at: {} },
          5,
          0.5,
          1e21,
          true,
          [],
          {},
          0,
          false,
          null,
          "plain's",
        ];
        for (const detail of details) {
          target.receipt = { status: "failed", detail } satisfies JsonObject;
          (await sender.ask(target, "x")).is(503, { detail: { error: "injection_failed" } });
          await target.receives();
        }
      },
    },
    {
      id: "receipts-of-no-delivery",
      rule: "A receipt whose delivery id is not a text is ignored. So are an answer and an error without a valid id.",
      async steps({ peer, silence, get }) {
        const me = await peer("me");
        for (const delivery_id of [5, null, [], {}]) {
          me.send({ type: "delivery_ack", delivery_id, status: "injected" });
        }
        for (const type of ["response", "error"]) {
          for (const correlation_id of [0, null, "", 5]) {
            me.send({ type, correlation_id, text: "x", error: "x" });
          }
          me.send({ type, correlation_id: "unknown", text: 5, error: 5 });
        }
        await silence(me);
        (await get(`/peers/${me.peer_id}`)).is(200, { ws_connected: true });
      },
    },
  ],
};
