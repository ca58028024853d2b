import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Two live peers of one name in two circles. */
async function twins({ register, circle, path }: Stage) {
  const one = await register("twin");
  const two = await register("twin", { path: path("twin"), circle: `${circle}-b` });
  return { one, two, name: "twin-claude-code" };
}

export const lookup: Group = {
  name: "lookup",
  title: "Finding a peer by its id or its display name",
  scenarios: [
    {
      id: "by-id-or-name",
      rule: "A peer is found by its id and by its exact display name.",
      async steps({ register, get }) {
        const { peer_id } = await register("me");
        (await get(`/peers/${peer_id}`)).is(200, { peer_id });
        (await get("/peers/me-claude-code")).is(200, { peer_id });
        (await get("/peers/Me-Claude-Code")).is(404, { detail: "Peer not found: Me-Claude-Code" });
      },
    },
    {
      id: "unknown-is-404",
      rule: "Every route that needs a peer returns 404 with the name that was sent if there is no such peer.",
      async steps({ get, post, delete: remove }) {
        (await get("/peers/nobody")).is(404, { detail: "Peer not found: nobody" });
        (await remove("/peers/nobody")).is(404);
        (await post("/peer/unregister", { name: "nobody" })).is(404);
        (await post("/peers/nobody/description", { description: "x" })).is(404);
        (await post("/peers/nobody/touch")).is(404);
        (await get("/peers/nobody/doctor")).is(404);
        (await get("/peers/by-pane/%2579999")).is(404, { detail: "No peer for pane: %79999" });
        (await post("/kill-peer", { peer_identifier: "nobody" })).is(404);
        (await post("/peers/nobody/restart", {})).is(404);
        (await post("/peers/nobody/rehook", {})).is(404);
        (await post("/peers/nobody/switch-backend", { new_backend: "pi" })).is(404);
        (await get("/peers/nobody/timeline")).is(404);
        (await get("/peers/nobody/transcript")).is(404);
        (await get("/asks/pending?peer_id=nobody")).is(404);
        (await get("/deliveries/pending?peer_id=nobody")).is(404);
        (await post("/peers/claim-role", { role: "orchestrator", peer_name: "nobody" })).is(404);
      },
    },
    {
      id: "unknown-is-no-error",
      rule: "Some routes return 200 for an unknown peer.",
      ruleOf: "python",
      async steps({ post, circle }) {
        (await post("/peers/nobody/offline")).is(200, { ok: true, cancelled_queries: 0 });
        (await post("/peers/circle", { peer_name: "nobody", circle })).is(200, { ok: true });
        (await post("/session/update", { peer_name: "nobody", status: "busy" })).is(200);
      },
    },
    {
      id: "two-of-a-name-are-ambiguous",
      rule: "A name of live peers in two circles is ambiguous and returns 409 with the circles.",
      ruleOf: "python",
      async steps(stage) {
        const { name, one, two } = await twins(stage);
        const { get, circle } = stage;
        (await get(`/peers/${name}`)).is(409, {
          detail: /^Ambiguous peer name 'twin-claude-code': /,
        });
        (await get(`/peers/${name}`, { circle })).is(200, { peer_id: one.peer_id });
        (await get(`/peers/${name}`, { circle: `${circle}-b` })).is(200, { peer_id: two.peer_id });
      },
    },
    {
      id: "circle-narrows-names-not-ids",
      rule: "A circle narrows the search for a name and is ignored for an id.",
      async steps({ register, get }) {
        const { peer_id } = await register("me");
        (await get("/peers/me-claude-code", { circle: "elsewhere" })).is(404);
        (await get(`/peers/${peer_id}`, { circle: "elsewhere" })).is(200, { peer_id });
      },
    },
    {
      id: "the-one-that-is-not-offline-wins",
      rule: "If two peers have a name, it means the peer that is not offline.",
      async steps(stage) {
        const { name, one, two } = await twins(stage);
        await stage.post(`/peers/${one.peer_id}/offline`);
        (await stage.get(`/peers/${name}`)).is(200, { peer_id: two.peer_id });
        await stage.post(`/peers/${two.peer_id}/offline`);
        (await stage.get(`/peers/${name}`)).is(409);
      },
    },
    {
      id: "the-one-with-a-pane-wins",
      rule: "If two live peers have a name, it means the peer with a pane.",
      on: "python",
      async steps({ register, path, circle, get }) {
        await register("twin");
        const other = { path: path("twin"), circle: `${circle}-b`, pane_id: "%7101" };
        const { peer_id } = await register("twin", other);
        (await get("/peers/twin-claude-code")).is(200, { peer_id });
      },
    },
    {
      id: "empty-circle-picks-one",
      rule: "With an empty circle a name is never ambiguous. It means a connected peer first.",
      ruleOf: "python",
      async steps({ register, socket, path, circle, get }) {
        const { peer_id } = await socket("twin");
        await register("twin", { path: path("twin"), circle: `${circle}-b` });
        (await get("/peers/twin-claude-code", { circle: "" })).is(200, { peer_id });
      },
    },
    {
      id: "empty-circle-prefers-a-connection",
      rule: "With an empty circle a name means the connected peer, even if another peer registered first.",
      ruleOf: "python",
      async steps(stage) {
        const { two, name } = await twins(stage);
        const { circle, path, socket, get } = stage;
        await get(`/peers/${name}`, { circle: "" });
        const place = { path: path("twin"), circle: `${circle}-b` };
        const { peer_id } = await socket("twin", { peer_id: two.peer_id, ...place });
        (await get(`/peers/${name}`, { circle: "" })).is(200, { peer_id });
      },
    },
    {
      id: "ambiguous-where-it-is-an-answer",
      rule: "An ambiguous name returns 409 on routes that check for it.",
      ruleOf: "python",
      async steps(stage) {
        const { name } = await twins(stage);
        const { get, post } = stage;
        const from = { from_peer: "ghost", text: "hello" };
        (await post(`/peers/${name}/description`, { description: "x" })).is(409);
        (await post(`/peers/${name}/touch`)).is(409);
        (await get(`/peers/${name}/doctor`)).is(409);
        (await post("/ask", { ...from, to_peer: name })).is(409, { detail: /^Ambiguous/ });
        (await post("/notify", { ...from, to_peer: name })).is(409, {
          ok: false,
          status: "ambiguous_peer",
          reason: "ambiguous_peer",
          delivered: false,
        });
        (await post("/peers/claim-role", { role: "orchestrator", peer_name: name })).is(400);
      },
    },
    {
      id: "ambiguous-with-candidates",
      rule: "Kill and restart return 409 with the candidates for an ambiguous name.",
      async steps(stage) {
        const { name } = await twins(stage);
        const { post } = stage;
        const kill = await post("/kill-peer", { peer_identifier: name });
        kill.is(409, { detail: { error: /^Ambiguous peer identifier: / } });
        (await post(`/peers/${name}/restart`, {})).is(409, { detail: { candidates: [{}, {}] } });
        (await post(`/peers/${name}/rehook`, {})).is(409);
      },
    },
    {
      id: "kill-and-restart-count-offline-twins",
      rule: "For kill, restart and rehook a name is ambiguous even if one of the two peers is offline.",
      async steps(stage) {
        const { name, one } = await twins(stage);
        await stage.post(`/peers/${one.peer_id}/offline`);
        (await stage.post("/kill-peer", { peer_identifier: name })).is(409);
        (await stage.post(`/peers/${name}/restart`, {})).is(409);
        (await stage.post(`/peers/${name}/rehook`, {})).is(409);
      },
    },
    {
      id: "kill-and-restart-check-the-circle-of-an-id",
      rule: "For kill and restart the circle must be right even for an id.",
      async steps({ register, post }) {
        const { peer_id } = await register("me");
        const elsewhere = { circle: "elsewhere" };
        (await post("/kill-peer", { peer_identifier: peer_id, ...elsewhere })).is(404);
        (await post(`/peers/${peer_id}/restart`, elsewhere)).is(404);
      },
    },
    {
      id: "ambiguous-where-nobody-thought-of-it",
      rule: "On the other routes an ambiguous name returns a plain 500.",
      ruleOf: "python",
      async steps(stage) {
        const { name } = await twins(stage);
        const { get, post, delete: remove, circle } = stage;
        const answers = [
          await post("/query", { from_peer: "ghost", to_peer: name, text: "x", timeout: 0 }),
          await post("/broadcast", { from_peer: name, text: "x" }),
          await post("/broadcast", { from_peer: "ghost", text: "x", exclude: [name] }),
          await post(`/peers/${name}/offline`),
          await post("/peers/circle", { peer_name: name, circle }),
          await post(`/peers/${name}/switch-backend`, { new_backend: "pi" }),
          await get(`/peers/${name}/timeline`),
          await get(`/peers/${name}/transcript`),
          await get("/asks/pending", { peer_id: name }),
          await get("/deliveries/pending", { peer_id: name }),
          await post("/session/update", { peer_name: name, status: "busy" }),
          await remove(`/peers/${name}`),
          await post("/peer/unregister", { name }),
        ];
        for (const answer of answers) answer.is(500, "Internal Server Error");
      },
    },
    {
      id: "delete-by-a-shared-name-takes-the-first",
      rule: "If one of two peers with a name is offline, deleting by the name removes the peer that registered first.",
      async steps(stage) {
        const { name, one, two } = await twins(stage);
        const { post, delete: remove, get } = stage;
        await post(`/peers/${two.peer_id}/offline`);
        (await remove(`/peers/${name}`)).is(200, { ok: true });
        (await get(`/peers/${one.peer_id}`)).is(404);
        (await get(`/peers/${two.peer_id}`)).is(200, { status: "offline" });
      },
    },
    {
      id: "delete-by-a-shared-name-in-a-circle",
      rule: "If a name exists in two circles, deleting by it removes the peer of the given circle.",
      async steps({ register, delete: remove, get, circle }) {
        const one = await register("twin");
        const two = await register("twin", { circle: `${circle}-b` });
        await remove("/peers/twin-claude-code", { circle: `${circle}-b` });
        (await get(`/peers/${one.peer_id}`)).is(200);
        (await get(`/peers/${two.peer_id}`)).is(404);
      },
    },
    {
      id: "circles-are-quoted",
      rule: "The circles of an ambiguous name are written as a Python list.",
      async steps({ register, path, circle, post, get }) {
        const peers = [
          await register("twin"),
          await register("twin", { path: path("twin"), circle: `${circle}-b` }),
        ];
        for (const [first, second] of [
          [`${circle}'s`, `${circle}"q"`],
          [`${circle}'"`, `${circle}\\n`],
          [`${circle}\n\t`, `${circle}é\u0007`],
          [`${circle}\u200b`, `${circle}\u{e0001}`],
        ] as const) {
          await post("/peers/circle", { peer_name: peers[0]?.peer_id ?? "", circle: first });
          await post("/peers/circle", { peer_name: peers[1]?.peer_id ?? "", circle: second });
          (await get("/peers/twin-claude-code")).is(409);
        }
      },
    },
    {
      id: "sender-is-looked-up-in-the-circle-of-the-target",
      rule: "A sender's name is looked up in the circle of the target first.",
      async steps({ register, peer, path, circle, post }) {
        await register("twin");
        const local = await register("twin", { path: path("twin"), circle: `${circle}-b` });
        const target = await peer("target", { circle: `${circle}-b` });
        const notice = { from_peer: "twin-claude-code", to_peer: target.peer_id, text: "hello" };
        (await post("/notify", notice)).is(200, { from_peer_id: local.peer_id });
        await target.receives({ type: "notify", from_peer: "twin-claude-code" });
      },
    },
  ],
};
