import type { Answer } from "../stage/answer.ts";
import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

/** Uploads a file under a name, and keeps its id out of the transcript. */
async function upload(
  { call, alias }: Stage,
  filename: string,
  content: string | Uint8Array<ArrayBuffer>,
  type = "",
): Promise<Answer> {
  const form = new FormData();
  form.append("file", new Blob([content], { type }), filename);
  const answer = await call("POST", "/attachments", {
    raw: form,
    shownAs: { file: filename, type },
  });
  if (answer.status === 200) alias(answer.text("id"), `<attachment ${filename}>`);
  return answer;
}

export const attachments: Group = {
  name: "attachments",
  title: "Uploading and downloading files",
  scenarios: [
    {
      id: "round-trip",
      rule: "An uploaded file is downloaded by its id with the extension of its name.",
      async steps(stage) {
        const answer = await upload(stage, "note.json", '{"a":1}', "application/json");
        answer.is(200, { filename: "note.json", size: 7, content_type: "application/json" });
        const file = await stage.get(`/attachments/${answer.text("id")}`);
        file.is(200, { a: 1 });
      },
    },
    {
      id: "extensions",
      rule: "The id keeps the last extension with its case, or `.bin` if there is none. The name comes back as it was sent.",
      async steps(stage) {
        for (const name of [
          "x.tar.gz",
          "X.PNG",
          "none",
          "dot.",
          ".hidden",
          "../../evil.sh",
          "ünï.txt",
        ]) {
          const answer = await upload(stage, name, "x");
          await stage.get(`/attachments/${answer.is(200).text("id")}`);
        }
      },
    },
    {
      id: "empty-file",
      rule: "A file may be empty.",
      async steps(stage) {
        const answer = await upload(stage, "empty.txt", "", "text/plain");
        answer.is(200, { size: 0 });
        (await stage.get(`/attachments/${answer.text("id")}`)).is(200, "");
      },
    },
    {
      id: "ranges",
      rule: "A range of a file can be downloaded.",
      async steps(stage) {
        const id = (await upload(stage, "x.txt", "0123456789", "text/plain")).text("id");
        const range = (value: string) =>
          stage.call("GET", `/attachments/${id}`, { headers: { range: value } });
        (await range("bytes=2-4")).is(206, "234");
        (await range("bytes=7-")).is(206, "789");
        (await range("bytes=-2")).is(206, "89");
        (await range("bytes=20-")).is(416);
        await range("lines=1-2");
      },
    },
    {
      id: "unknown-is-404",
      rule: "An unknown id returns 404.",
      async steps(stage) {
        await upload(stage, "x.txt", "x");
        (await stage.get("/attachments/00000000")).is(404, { detail: "Attachment not found" });
        await stage.get("/attachments/x.txt");
      },
    },
    {
      id: "too-big-is-413",
      rule: "A file may have at most 10 MiB.",
      async steps(stage) {
        const limit = 10 * 1024 * 1024;
        (await upload(stage, "most.bin", new Uint8Array(limit))).is(200, { size: limit });
        (await upload(stage, "more.bin", new Uint8Array(limit + 1))).is(413, {
          detail: "File too large (max 10MB)",
        });
      },
    },
    {
      id: "bad-forms-are-422",
      rule: "The form must have a part `file` with a file name.",
      ruleOf: "python",
      async steps({ call, post }) {
        const send = (form: FormData, shownAs: string) =>
          call("POST", "/attachments", { raw: form, shownAs });
        const other = new FormData();
        other.append("other", new Blob(["x"]), "x.txt");
        (await send(other, "a file of another name")).is(422, {
          detail: [{ type: "missing", loc: ["body", "file"] }],
        });
        const text = new FormData();
        text.append("file", "x");
        (await send(text, "a text")).is(422, { detail: [{ type: "value_error" }] });
        (await post("/attachments", {})).is(422);
        (await call("POST", "/attachments")).is(422);
      },
    },
    {
      id: "two-files",
      rule: "If the form has two files, the last one counts.",
      ruleOf: "python",
      async steps({ call, alias }) {
        const form = new FormData();
        form.append("file", new Blob(["first"]), "first.txt");
        form.append("file", new Blob(["second!"]), "second.txt");
        const answer = await call("POST", "/attachments", { raw: form, shownAs: "two files" });
        alias(answer.is(200, { filename: "second.txt", size: 7 }).text("id"), "<attachment>");
      },
    },
  ],
};
