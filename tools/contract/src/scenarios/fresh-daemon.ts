import type { Group } from "../runner/scenario.ts";

export const freshDaemon: Group = {
  name: "fresh-daemon",
  title: "A fresh daemon without uploads and without configured spawning",
  config: () => ({ spawn: { commands: { codex: "sleep 600" } } }),
  scenarios: [
    {
      id: "no-file-yet",
      rule: "Before the first upload the 404 of a file says that nothing was uploaded. Later it names the missing file.",
      async steps({ get, call, alias }) {
        (await get("/attachments/00000000")).is(404, { detail: "Not found" });
        const form = new FormData();
        form.append("file", new Blob(["x"], { type: "text/plain" }), "x.txt");
        const file = await call("POST", "/attachments", { raw: form, shownAs: "x.txt" });
        alias(file.is(200).text("id"), "<attachment>");
        (await get("/attachments/00000000")).is(404, { detail: "Attachment not found" });
      },
    },
    {
      id: "nowhere-to-spawn",
      rule: "Spawning is disabled if there are commands but no allowed folders.",
      ruleOf: "python",
      async steps({ get, post, circle }) {
        (await get("/spawn/config")).is(200, { enabled: false, allowed_paths: [] });
        (await post("/spawn", { path: "/", backend: "codex", circle })).is(403, {
          detail: /^Spawn is disabled/,
        });
      },
    },
  ],
};
