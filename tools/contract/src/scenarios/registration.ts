import type { Group } from "../runner/scenario.ts";

export const registration: Group = {
  name: "registration",
  title: "Registering a peer and naming it",
  scenarios: [
    {
      id: "name-comes-from-the-folder",
      rule: "The daemon names a peer after its folder and backend, and ignores the requested name.",
      async steps({ register, get, path }) {
        const { peer_id, answer } = await register("wish", { path: path("project") });
        answer.is(200, { ok: true, display_name: "project-claude-code", pane_assigned: true });
        const peer = await get(`/peers/${peer_id}`);
        peer.is(200, { name: "project-claude-code", status: "online", ws_connected: false });
      },
    },
    {
      id: "folder-is-cleaned-up",
      rule: "In a name every run of other characters becomes one hyphen. Hyphens at the ends are dropped.",
      async steps({ register, path }) {
        for (const [folder, name] of [
          ["My Proj!!", "My-Proj-claude-code"],
          ["--a  b--", "a-b-claude-code"],
          ["über", "ber-claude-code"],
          ["dot.s_x", "dot.s_x-claude-code"],
          ["slash/", "slash-claude-code"],
          ["---", "peer-claude-code"],
        ] as const) {
          (await register("x", { path: path(folder) })).answer.is(200, { display_name: name });
        }
      },
    },
    {
      id: "no-path-is-called-peer",
      rule: "A peer without a folder is called `peer`.",
      async steps({ post, circle }) {
        const body = { name: "x", circle, backend: "codex" };
        (await post("/peers", body)).is(200, { display_name: "peer-codex" });
        (await post("/peers", { ...body, path: "/" })).is(200, { display_name: "peer-2-codex" });
      },
    },
    {
      id: "names-are-numbered",
      rule: "If a live peer of the circle has the name, the new name gets a number before the backend.",
      async steps({ register, path, circle }) {
        const same = { path: path("same") };
        const ids = new Set<string>();
        for (const name of ["same-claude-code", "same-2-claude-code", "same-3-claude-code"]) {
          const { peer_id, display_name } = await register("x", same);
          if (display_name !== name) throw new Error(`${display_name}, expected ${name}`);
          ids.add(peer_id);
        }
        (await register("x", { ...same, circle: `${circle}-b` })).answer.is(200, {
          display_name: "same-claude-code",
        });
        (await register("x", { ...same, backend: "pi" })).answer.is(200, {
          display_name: "same-pi",
        });
      },
    },
  ],
};
