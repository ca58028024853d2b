import type { Group } from "../runner/scenario.ts";

export const freshDaemon: Group = {
  name: "fresh-daemon",
  title: "A fresh daemon: no file was uploaded, and spawning is not configured",
  config: () => ({ spawn: { commands: { codex: "sleep 600" } } }),
  scenarios: [
    {
      id: "no-file-yet",
      rule: "Before the first upload a daemon says so of every file; later it says which it does not have.",
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
      rule: "With commands and no folder for them spawning is disabled.",
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
