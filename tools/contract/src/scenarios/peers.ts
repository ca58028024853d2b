import type { Group } from "../runner/scenario.ts";
import { secondsBetween } from "../stage/seconds-between.ts";

export const peers: Group = {
  name: "peers",
  title: "Listing peers and their data",
  scenarios: [
    {
      id: "list-in-order-of-registration",
      rule: "Peers are listed in the order of registration. A peer that comes back keeps its place.",
      async steps({ register, get, circle, must }) {
        const first = await register("one");
        await register("two");
        await register("one", { peer_id: first.peer_id });
        const answer = (await get("/peers", { circle })).is(200);
        const names = answer.names().join();
        must("one comes before two", names === "one-claude-code,two-claude-code");
      },
    },
    {
      id: "list-of-all",
      rule: "Without a filter every peer is listed with all its fields.",
      async steps({ register, peer, get }) {
        await register("alone", { backend: "codex", role: "service", metadata: { a: [1] } });
        await peer("connected");
        (await get("/peers")).is(200);
      },
    },
    {
      id: "status-filter",
      rule: "`status=online` lists online and busy peers, `offline` lists offline peers, and any other value lists all.",
      async steps({ register, post, get, circle, must }) {
        await register("on");
        const busy = await register("busy");
        const off = await register("off");
        await post("/session/update", { peer_name: busy.peer_id, status: "busy" });
        await post(`/peers/${off.peer_id}/offline`);
        for (const [status, count] of [
          ["online", 2],
          ["offline", 1],
          ["busy", 3],
          ["nonsense", 3],
          ["", 3],
        ] as const) {
          const answer = (await get("/peers", { circle, status })).is(200);
          must(`status=${status}`, answer.names().length === count);
        }
      },
    },
    {
      id: "path-and-backend-filter",
      rule: "`path` compares the folder, and `backend` must be known to the daemon.",
      ruleOf: "python",
      async steps({ register, path, get, circle, must }) {
        await register("one");
        await register("two", { backend: "codex" });
        const only = (name: string) => ({ peers: [{ display_name: name }] });
        (await get("/peers", { path: path("one") })).is(200, only("one-claude-code"));
        (await get("/peers", { path: `${path("one")}/` })).is(200);
        (await get("/peers", { circle, backend: "codex" })).is(200, only("two-codex"));
        (await get("/peers", { path: "/w/nowhere" })).is(200, { peers: [] });
        must(
          "no path is no filter",
          (await get("/peers", { circle, path: "" })).names().length === 2,
        );
        (await get("/peers", { backend: "python" })).is(422, {
          detail: [{ type: "enum", loc: ["query", "backend"], input: "python" }],
        });
      },
    },
    {
      id: "by-pane",
      rule: "A peer is found by its pane. 0.14.17 leaves the health fields of that answer empty.",
      on: "python",
      async steps({ socket, get, since }) {
        await socket("me", { pane_id: "%7201" });
        (await get("/peers/by-pane/%257201")).is(200, {
          display_name: "me-claude-code",
          ws_connected: since("0.17.0"),
        });
      },
    },
    {
      id: "description",
      rule: "A description can be any text. An empty text clears it.",
      ruleOf: "python",
      async steps({ register, post, get }) {
        const { peer_id } = await register("me");
        for (const description of ["fixing the build", ""]) {
          (await post(`/peers/${peer_id}/description`, { description })).is(200, { ok: true });
          (await get(`/peers/${peer_id}`)).is(200, { description });
        }
        (await post(`/peers/${peer_id}/description`, {})).is(422);
        (await post(`/peers/${peer_id}/description`, { description: null })).is(422);
      },
    },
    {
      id: "touch",
      rule: "Touching a peer returns 200 without a body. Up to 0.14.17 it sets an offline peer online.",
      async steps({ register, post, get, since }) {
        const { peer_id } = await register("me");
        (await post(`/peers/${peer_id}/touch`)).is(200, { ok: true });
        await post(`/peers/${peer_id}/offline`);
        (await post(`/peers/${peer_id}/touch`)).is(200, { ok: true });
        (await get(`/peers/${peer_id}`)).is(200, {
          status: since("0.15.2") ? "offline" : "online",
        });
      },
    },
    {
      id: "offline",
      rule: "A peer that was set offline stays listed. Its connection stays open and receives frames.",
      async steps({ peer, post, get }) {
        const me = await peer("me");
        (await post(`/peers/${me.peer_id}/offline`)).is(200, { ok: true, cancelled_queries: 0 });
        (await get(`/peers/${me.peer_id}`)).is(200, {
          status: "offline",
          ws_connected: true,
          inbound_status: "offline",
        });
        const notice = { from_peer: "ghost", to_peer: me.peer_id, text: "still there?" };
        (await post("/notify", notice)).is(200, { status: "sent" });
        await me.receives({ type: "notify" });
      },
    },
    {
      id: "unregister",
      rule: "An unregistered peer is unknown. Its connection stays open and receives only broadcasts.",
      async steps({ peer, delete: remove, get, post, silence }) {
        const me = await peer("me");
        (await remove(`/peers/${me.peer_id}`)).is(200, { ok: true });
        (await get(`/peers/${me.peer_id}`)).is(404);
        (await post("/ask", { from_peer: "ghost", to_peer: me.peer_id, text: "x" })).is(404);
        await post("/broadcast", { from_peer: "ghost", text: "all" });
        await me.receives({ type: "broadcast", text: "all" });
        await silence(me);
      },
    },
    {
      id: "unregister-by-post",
      rule: "`POST /peer/register` and `POST /peer/unregister` are aliases of registering and unregistering.",
      ruleOf: "python",
      async steps({ post, get, path, circle }) {
        const body = { name: "x", path: path("me"), circle };
        (await post("/peer/register", body)).is(200, { display_name: "me-claude-code" });
        (await post("/peer/unregister", { name: "me-claude-code" })).is(200, { ok: true });
        (await get("/peers/me-claude-code", { circle })).is(404);
        (await post("/peer/unregister", {})).is(422);
      },
    },
    {
      id: "orchestrator",
      rule: "A circle has an orchestrator while a registered orchestrator in it is not offline.",
      async steps({ register, get, post, circle }) {
        const route = `/circles/${circle}/orchestrator`;
        (await get(route)).is(200, {
          circle,
          present: false,
          peer_id: null,
          stale_after_seconds: 60,
        });
        const { peer_id } = await register("boss", { role: "orchestrator" });
        (await get(route)).is(200, { present: true, peer_id, peer_name: "boss-claude-code" });
        await post(`/peers/${peer_id}/offline`);
        (await get(route)).is(200, { present: false });
        (await get("/circles/no%20circle!/orchestrator")).is(200, { circle: "no circle!" });
      },
    },
    {
      id: "claim-role",
      rule: "One peer of a circle can claim the role of orchestrator.",
      ruleOf: "python",
      async steps({ peer, register, post, get, circle, events }) {
        const boss = await peer("boss");
        const claim = { role: "orchestrator", peer_name: boss.peer_id };
        (await post("/peers/claim-role", claim)).is(200, { ok: true, already_held: false, circle });
        (await post("/peers/claim-role", claim)).is(200, { already_held: true });
        (await get(`/peers/${boss.peer_id}`)).is(200, { role: "orchestrator" });
        const { peer_id } = await register("rival");
        const rival = { role: "orchestrator", peer_name: peer_id };
        (await post("/peers/claim-role", rival)).is(409, {
          detail: /^role=orchestrator is already held by /,
        });
        (await post("/peers/claim-role", { ...rival, force: true })).is(409);
        await events();
      },
    },
    {
      id: "claim-role-from-one-that-left",
      rule: "The role of an offline orchestrator can be claimed. The answer names the old holder.",
      async steps({ register, post, events }) {
        const boss = await register("boss", { role: "orchestrator" });
        await post(`/peers/${boss.peer_id}/offline`);
        const { peer_id } = await register("next");
        const claim = { role: "orchestrator", peer_name: peer_id };
        await post("/peers/claim-role", claim);
        await post("/peers/claim-role", { ...claim, force: true });
        await events();
      },
    },
    {
      id: "claim-role-of-two-holders",
      rule: "If a circle has two orchestrators, the answer to a claim names the one that was seen last.",
      async steps({ register, post }) {
        const one = await register("one", { role: "orchestrator" });
        const two = await register("two", { role: "orchestrator" });
        const { peer_id } = await register("rival");
        const claim = { role: "orchestrator", peer_name: peer_id };
        const held = async (by: string) =>
          (await post("/peers/claim-role", claim)).is(409, {
            detail: new RegExp(`^role=orchestrator is already held by ${by}-claude-code `),
          });
        await held("two");
        await post(`/peers/${one.peer_id}/touch`);
        await held("one");
        await post(`/peers/${two.peer_id}/touch`);
        await held("two");
      },
    },
    {
      id: "claim-role-refuses",
      rule: "Only the role `orchestrator` can be claimed.",
      ruleOf: "python",
      async steps({ register, post }) {
        const { peer_id } = await register("me");
        const claim = (role: string) => post("/peers/claim-role", { role, peer_name: peer_id });
        (await claim("service")).is(400, { detail: "Only role=orchestrator can be claimed" });
        await claim("nonsense");
        (await post("/peers/claim-role", { role: "orchestrator", peer_name: "" })).is(422);
        (await post("/peers/claim-role", {})).is(422);
      },
    },
    {
      id: "identity-certificate",
      rule: "The birth certificate of a registration proves the peer's identity for a day. Any other certificate returns 409.",
      on: "python",
      async steps({ register, post, path, must }) {
        const { answer, peer_id } = await register("me");
        const birth_certificate = answer.at("birth_certificate") ?? null;
        const life = secondsBetween(birth_certificate, "issued_at", "expires_at");
        must("a certificate is good for a day", Math.abs(life - 86_400) < 0.01);
        const proof = { birth_certificate, backend: "claude-code", path: path("me") };
        const validate = (body: typeof proof) => post("/peers/identity/validate", body);
        (await validate(proof)).is(200, { ok: true, peer_id, peer: { peer_id } });
        (await validate({ ...proof, backend: "codex" })).is(409, {
          detail: "Runtime identity certificate is invalid or expired",
        });
        (await validate({ ...proof, path: path("other") })).is(409);
        (await validate({ ...proof, birth_certificate: { nonce: "x" } })).is(409);
        (await validate({ ...proof, birth_certificate: {} })).is(422);
        await validate({ ...proof, pane_id: "%7205" } as never);
        await validate({ ...proof, agent_pid: 4194004 } as never);
        const paned = await register("paned", { pane_id: "%7206", agent_pid: 4194005 });
        const own = {
          birth_certificate: paned.answer.at("birth_certificate") ?? null,
          backend: "claude-code",
          path: path("paned"),
        };
        for (const seen of [
          {},
          { pane_id: "%7206" },
          { pane_id: "%7207" },
          { agent_pid: 4194005 },
          { agent_pid: 4194006 },
        ]) {
          await validate({ ...own, ...seen });
        }
        const certificate = { ...(birth_certificate as object), display_name: "x" };
        await validate({ ...proof, birth_certificate: certificate as never });
      },
    },
    {
      id: "doctor",
      rule: "The doctor reports the data of a peer and its contradictions.",
      ruleOf: "python",
      async steps({ peer, register, get, sleep }) {
        const connected = await peer("connected");
        const alone = await register("alone");
        (await connected.ask(alone, "x")).is(503);
        (await get(`/peers/${connected.peer_id}/doctor`)).is(200, {
          backend: "AgentType.CLAUDE_CODE",
          ws_connected: true,
        });
        (await get(`/peers/${alone.peer_id}/doctor`)).is(200, { ws_connected: false });
        await sleep(0);
      },
    },
    {
      id: "doctor-sees-contradictions",
      rule: "An online peer without a connection, or with a pane that does not exist, is a contradiction.",
      on: "python",
      async steps({ register, socket, get }) {
        const { peer_id } = await register("alone");
        await get(`/peers/${peer_id}/doctor`);
        const paned = await socket("paned", { pane_id: "%7202" });
        await get(`/peers/${paned.peer_id}/doctor`);
      },
    },
    {
      id: "doctor-looks-at-this-machine",
      rule: "The doctor skips a peer of another machine and checks a peer of an unknown machine if it has a pane. Without a name the machine is this one. The name that was reported last counts.",
      on: "python",
      async steps({ register, get }) {
        for (const [machine, pane_id, is_local_machine] of [
          ["unknown", null, false],
          ["unknown", "%7211", true],
          ["elsewhere", null, false],
          ["elsewhere", "%7212", false],
          ["", null, true],
          ["", "%7214", true],
        ] as const) {
          const { peer_id } = await register("me", { machine, pane_id, agent_pid: 4194007 });
          (await get(`/peers/${peer_id}/doctor`)).is(200, {
            is_local_machine,
            ...(machine !== "" && { machine }),
          });
          for (const later of ["later", "unknown"]) {
            await register("me", { peer_id, machine: later });
            (await get(`/peers/${peer_id}/doctor`)).is(200, { machine: "later" });
          }
        }
      },
    },
    {
      id: "pane-of-two-owners",
      rule: "If an orchestrator shares a pane, a peer that takes the pane takes it only from the other owner.",
      on: "python",
      async steps({ register, get }) {
        const [first, second] = [await register("first"), await register("second")];
        const boss = await register("boss", { role: "orchestrator", pane_id: "%7213" });
        const third = await register("third");
        for (const [name, { peer_id }] of [
          ["third", third],
          ["first", first],
          ["second", second],
        ] as const) {
          (await register(name, { peer_id, pane_id: "%7213" })).answer.is(200, { peer_id });
          for (const one of [boss, first, second, third]) await get(`/peers/${one.peer_id}/doctor`);
        }
      },
    },
    {
      id: "session-update",
      rule: "Status and turn state of a peer can be set by its name or its pane.",
      on: "python",
      async steps({ register, post, get, since }) {
        const { peer_id } = await register("me", { pane_id: "%7203" });
        const update = (body: Record<string, string>) => post("/session/update", body);
        (await update({ peer_name: peer_id, status: "busy", turn_state: "working" })).is(200, {
          ok: true,
        });
        (await get(`/peers/${peer_id}`)).is(200, { status: "busy", turn_state: "working" });
        (await update({ pane_id: "%7203", status: "online" })).is(200);
        (await get(`/peers/${peer_id}`)).is(200, { status: "online" });
        (await update({ peer_name: peer_id, status: "sleepy" })).is(400, {
          detail: /^Invalid status: /,
        });
        (await update({ peer_name: peer_id })).is(400, {
          detail: since("0.15.2")
            ? "At least one of status, turn_state, or model is required"
            : "At least one of status or turn_state is required",
        });
        (await update({ status: "busy" })).is(400, {
          detail: "Either peer_name or pane_id required",
        });
        (await update({ pane_id: "%7204", status: "busy" })).is(404);
        (await update({ peer_name: peer_id, turn_state: "confused" })).is(422);
      },
    },
    {
      id: "session-update-metadata",
      rule: "Metadata and model of an update take effect since 0.15.2.",
      async steps({ register, post, get, since }) {
        const { peer_id } = await register("me", { metadata: { a: 1 } });
        const body = { peer_name: peer_id, status: "online", model: "m-1", metadata: { b: 2 } };
        (await post("/session/update", body)).is(200);
        (await get(`/peers/${peer_id}`)).is(200, {
          metadata: since("0.15.2") ? { a: 1, b: 2 } : { a: 1, b: undefined },
        });
      },
    },
  ],
};
