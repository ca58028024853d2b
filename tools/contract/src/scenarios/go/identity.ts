import type { Group } from "../../runner/scenario.ts";

export const goIdentity: Group = {
  name: "go-identity",
  title: "Which identity the Go daemon gives",
  scenarios: [
    {
      id: "circle-is-required",
      rule: "A peer without a pane has to name its circle.",
      on: "go",
      async steps({ post, path }) {
        const body = { name: "me", path: path("me"), backend: "claude-code" };
        const detail = "Circle is required; choose a circle for pane-less registration";
        for (const circle of [undefined, null, ""]) {
          const more = circle === undefined ? {} : { circle };
          (await post("/peers", { ...body, ...more })).is(422, { detail });
        }
      },
    },
    {
      id: "name-is-checked",
      rule: "A registration needs a name of at most 64 letters, digits, dots, hyphens and underscores.",
      on: "go",
      async steps({ post, path, circle }) {
        const body = { path: path("me"), circle, backend: "claude-code" };
        for (const name of [null, "", "a b", "é", "x".repeat(65)]) {
          (await post("/peers", { ...body, name })).is(422);
        }
        (await post("/peers", { ...body, name: "x".repeat(64) })).is(200);
      },
    },
    {
      id: "any-backend",
      rule: "An unknown backend is accepted.",
      on: "go",
      async steps({ register }) {
        const { answer } = await register("me", { backend: "kimi-code" });
        answer.is(200, { display_name: "me-kimi-code" });
      },
    },
    {
      id: "role-is-checked",
      rule: "An unknown role is refused. Any turn state and any circle source is accepted.",
      on: "go",
      async steps({ post, register, path, circle, get }) {
        const body = { name: "me", path: path("me"), circle, backend: "claude-code" };
        (await post("/peers", { ...body, role: "captain" })).is(422);
        const { peer_id } = await register("me", {
          turn_state: "confused",
          circle_source: "stars",
        });
        (await get(`/peers/${peer_id}`)).is(200, { turn_state: "confused" });
      },
    },
    {
      id: "answer-has-no-circle",
      rule: "The answer to a registration has neither circle nor role.",
      on: "go",
      async steps({ register }) {
        const { answer } = await register("me", { role: "service" });
        answer.is(200, { ok: true, circle: undefined, role: undefined });
      },
    },
    {
      id: "two-folders-of-one-name",
      rule: "A second folder of the same name takes over the identity once the first peer is offline.",
      on: "go",
      async steps({ register, post, path, get, must }) {
        const first = await register("app", { path: path("one/app") });
        const second = await register("app", { path: path("two/app") });
        must("both are there", first.peer_id !== second.peer_id);
        await post(`/peers/${first.peer_id}/offline`);
        const third = await register("app", { path: path("three/app") });
        must("the id of the first", third.peer_id === first.peer_id);
        (await get(`/peers/${first.peer_id}`)).is(200, { path: path("one/app") });
      },
    },
    {
      id: "unknown-id-is-ignored",
      rule: "A claimed id is ignored if it is unknown or belongs to another backend.",
      on: "go",
      async steps({ register, must }) {
        const first = await register("me");
        const other = await register("me", { peer_id: "repow-none-00000000", path: "/w/else" });
        must("not the claimed one", other.peer_id !== "repow-none-00000000");
        const codex = await register("me", { peer_id: first.peer_id, backend: "codex" });
        must("not that of another backend", codex.peer_id !== first.peer_id);
      },
    },
    {
      id: "circle-and-role-stay",
      rule: "A peer that comes back with its id keeps its circle and role, even if it sends others.",
      on: "go",
      async steps({ register, get, circle, must }) {
        const first = await register("me", { role: "service" });
        const more = { peer_id: first.peer_id, role: "agent", circle: `${circle}-b` };
        const again = await register("me", more);
        must("the same id", again.peer_id === first.peer_id);
        (await get(`/peers/${first.peer_id}`)).is(200, { role: "service", circle });
      },
    },
    {
      id: "retired-id-is-409",
      rule: "An id that ended with `terminal` is retired. Claiming it returns 409.",
      on: "go",
      async steps({ register, post, path, circle }) {
        const { peer_id } = await register("me");
        (await post(`/peers/${peer_id}/offline`, { terminal: true })).is(200);
        const body = { name: "me", path: path("me"), circle, backend: "claude-code", peer_id };
        (await post("/peers", body)).is(409, {
          detail: "peer: retired peer_id cannot be reclaimed without a live agent",
        });
      },
    },
    {
      id: "removed-id-is-free",
      rule: "A deleted id is not retired. Claiming it returns a new id.",
      on: "go",
      async steps({ register, delete: remove, must }) {
        const { peer_id } = await register("me");
        (await remove(`/peers/${peer_id}`)).is(200, { ok: true });
        const again = await register("me", { peer_id });
        must("a new id", again.peer_id !== peer_id);
      },
    },
    {
      id: "removal-by-a-shared-name-takes-the-live-peer",
      rule: "If one of two peers with a name is offline, deleting by the name removes the other one.",
      on: "go",
      async steps({ register, post, delete: remove, get, circle }) {
        const one = await register("twin");
        const two = await register("twin", { circle: `${circle}-b` });
        await post(`/peers/${one.peer_id}/offline`);
        (await remove("/peers/twin-claude-code")).is(200, { ok: true });
        (await get(`/peers/${one.peer_id}`)).is(200, { status: "offline" });
        (await get(`/peers/${two.peer_id}`)).is(404);
      },
    },
    {
      id: "unproven-pane-is-403",
      rule: "A pane that the daemon's tmux does not show is refused.",
      on: "go",
      async steps({ post, path, circle }) {
        const body = { name: "me", path: path("me"), circle, backend: "claude-code" };
        (await post("/peers", { ...body, pane_id: "%7801" })).is(403, {
          detail: "pane-backed runtime registration rejected: pane_not_live",
        });
      },
    },
    {
      id: "role-is-claimed",
      rule: "A peer can claim the role of orchestrator from an offline holder. A live holder keeps it, even against `force`.",
      on: "go",
      async steps({ peer, register, post, get, circle }) {
        const [boss, other] = [await peer("boss"), await register("other")];
        const claim = (peer_name: string, force = false) =>
          post("/peers/claim-role", { peer_name, role: "orchestrator", force });
        (await claim(boss.peer_id)).is(200, { role: "orchestrator", already_held: false });
        (await claim(boss.peer_id)).is(200, { already_held: true });
        (await claim(other.peer_id)).is(409, { detail: /already held by/ });
        (await claim(other.peer_id, true)).is(409, { detail: /force cannot demote/ });
        (await post("/peers/claim-role", { peer_name: other.peer_id, role: "service" })).is(400, {
          detail: "Only role=orchestrator can be claimed",
        });
        await boss.close();
        (await claim(other.peer_id)).is(200, { previous_holders: [boss.peer_id] });
        (await get(`/peers/${boss.peer_id}`)).is(200, { role: "agent" });
        await get(`/circles/${circle}/orchestrator`);
      },
    },
    {
      id: "nobody-adopts-from-another-circle",
      rule: "`default` is an ordinary circle. The same folder in it is another peer.",
      on: "go",
      async steps({ register, must }) {
        const first = await register("me");
        const other = await register("me", { circle: "default" });
        must("another peer", other.peer_id !== first.peer_id);
      },
    },
  ],
};
