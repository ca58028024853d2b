import type { Group } from "../runner/scenario.ts";
import type { Stage } from "../stage/stage.ts";

const CHOICE = {
  kind: "choice",
  prompt: "Deploy?",
  options: [
    { id: "y", title: "Yes" },
    { id: "n", title: "No", description: "not today" },
  ],
};

async function openQuestion({ peer }: Stage, question: Record<string, unknown>) {
  const asker = await peer("asker");
  const worker = await peer("worker");
  const answer = await asker.ask(worker, "deploy?", { question: question as never });
  const correlation_id = answer.is(200).text("correlation_id");
  await worker.receives({ type: "ask", question: { kind: String(question["kind"]) } });
  return { asker, worker, correlation_id };
}

export const questions: Group = {
  name: "questions",
  title: "Structured questions and their answers",
  scenarios: [
    {
      id: "choice-is-answered-by-an-option",
      rule: "A choice is answered with one of its options. The asker gets the option's title.",
      async steps(stage) {
        const { asker, correlation_id } = await openQuestion(stage, CHOICE);
        const answer = (more: Record<string, string>) =>
          stage.post("/answer", { correlation_id, ...more });
        (await answer({})).is(422, { detail: "choice question requires an option_id" });
        (await answer({ option_id: "zz" })).is(422, { detail: "unknown option_id: zz" });
        (await answer({ option_id: "y" })).is(200, { ok: true });
        await asker.receives({ text: `[ack #${correlation_id} from @worker-claude-code] Yes` });
        (await answer({ option_id: "y" })).is(410, {
          detail: `Ask ${correlation_id} is already answered/closed.`,
        });
        (await stage.post("/ack", { correlation_id, message: "late" })).is(410);
        (await stage.post("/ack", { correlation_id })).is(200);
        await stage.events();
      },
    },
    {
      id: "frame-of-a-question",
      rule: "The frame of a question hints at `answer`, and drops the keys that are null.",
      ruleOf: "python",
      async steps({ peer, get }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const question = {
          ...CHOICE,
          timeout_seconds: null,
          scope: "user_question",
          metadata: { k: null },
        };
        const correlation_id = (await asker.ask(worker, "deploy?", { question })).text(
          "correlation_id",
        );
        await worker.receives({
          text: `deploy?\n↳ answer("${correlation_id}", option_id=...) or answer("${correlation_id}", text="...")`,
          question: { kind: "choice", timeout_seconds: undefined, blocking: false },
        });
        (await get("/asks/pending", { peer_id: worker.peer_id })).is(200, {
          asks: [{ correlation_id, question: undefined }],
        });
      },
    },
    {
      id: "text-question",
      rule: "A text question is answered with any text, or without a text.",
      async steps(stage) {
        const { asker, correlation_id } = await openQuestion(stage, { kind: "text" });
        (await stage.post("/answer", { correlation_id, text: "8377" })).is(200);
        await asker.receives({ text: / 8377$/ });
        await stage.events();
      },
    },
    {
      id: "ack-answers-a-text-question",
      rule: "An ack with a message answers a text question.",
      ruleOf: "python",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openQuestion(stage, { kind: "text" });
        (await worker.ack(correlation_id, { message: "8377" })).is(200);
        await asker.receives({ text: / 8377$/ });
        await stage.events([
          { type: "ask" },
          { type: "notification" },
          { type: "ack", status: "answered" },
        ]);
      },
    },
    {
      id: "ack-cannot-answer-a-choice",
      rule: "An ack of a choice with a message returns 422, and the question stays open. A bare ack closes it.",
      ruleOf: "python",
      async steps(stage) {
        const { asker, worker, correlation_id } = await openQuestion(stage, CHOICE);
        (await worker.ack(correlation_id, { message: "yes" })).is(422, {
          detail: "choice question requires an option_id",
        });
        (await stage.get("/asks/pending", { peer_id: worker.peer_id })).is(200, { asks: [{}] });
        (await worker.ack(correlation_id)).is(200);
        await stage.silence(asker);
        await stage.events([
          { type: "ask" },
          { type: "ack", status: "answered", delivered: false },
        ]);
      },
    },
    {
      id: "acknowledge-question",
      rule: "A question of the kind `acknowledge` is answered without a text.",
      async steps(stage) {
        const { asker, correlation_id } = await openQuestion(stage, { kind: "acknowledge" });
        (await stage.post("/answer", { correlation_id, outcome: "acknowledged" })).is(200);
        await stage.settle(asker);
        await stage.events();
      },
    },
    {
      id: "other-outcomes-skip-the-options",
      rule: "An outcome other than `answered` needs no option; its message is the reply.",
      async steps(stage) {
        const { asker, correlation_id } = await openQuestion(stage, CHOICE);
        const body = { correlation_id, outcome: "denied", message: "not now" };
        (await stage.post("/answer", body)).is(200);
        await asker.receives({ text: / not now$/ });
        await stage.events();
      },
    },
    {
      id: "reply-is-the-text-before-the-title",
      rule: "The reply is the text of the answer, or else the title of the option.",
      async steps(stage) {
        const { asker, correlation_id } = await openQuestion(stage, CHOICE);
        const body = { correlation_id, option_id: "n", text: "never", message: "because" };
        (await stage.post("/answer", body)).is(200);
        await asker.receives({ text: / never$/ });
      },
    },
    {
      id: "tool-permission-sends-nothing-back",
      rule: "The answer to a question of the scope `tool_permission` is not sent to the asker.",
      async steps(stage) {
        const question = { ...CHOICE, scope: "tool_permission" };
        const { asker, correlation_id } = await openQuestion(stage, question);
        (await stage.post("/answer", { correlation_id, option_id: "y" })).is(200);
        await stage.silence(asker);
        await stage.events();
      },
    },
    {
      id: "plain-ask-has-no-answer",
      rule: "An answer to a plain ask or with an invalid outcome returns 422. An unknown id returns 404.",
      ruleOf: "python",
      async steps({ peer, post }) {
        const asker = await peer("asker");
        const worker = await peer("worker");
        const correlation_id = (await asker.ask(worker, "x")).text("correlation_id");
        (await post("/answer", { correlation_id, text: "y" })).is(422, {
          detail: `Ask ${correlation_id} is not a structured question; use /ack.`,
        });
        (await post("/answer", { correlation_id: "ask-unknown" })).is(404);
        (await post("/answer", { correlation_id, outcome: "perhaps" })).is(422, {
          detail: [{ type: "literal_error", loc: ["body", "outcome"] }],
        });
      },
    },
    {
      id: "choice-without-options",
      rule: "A choice without options is accepted, and only another outcome can close it.",
      async steps(stage) {
        const { correlation_id } = await openQuestion(stage, { kind: "choice", prompt: "?" });
        await stage.post("/answer", { correlation_id, option_id: "y" });
        (await stage.post("/answer", { correlation_id, outcome: "cancelled" })).is(200);
      },
    },
    {
      id: "answer-to-an-asker-without-a-connection",
      rule: "An answer to an asker without a connection is queued, in every release.",
      async steps({ register, peer, post, get }) {
        const me = await register("me");
        const worker = await peer("worker");
        const ask = { from_peer: me.peer_id, to_peer: worker.peer_id, text: "x", question: CHOICE };
        const correlation_id = (await post("/ask", ask)).text("correlation_id");
        await worker.receives();
        (await post("/answer", { correlation_id, option_id: "y" })).is(200);
        const rows = await get("/deliveries/pending", { peer_id: me.peer_id });
        rows.is(200, { deliveries: [{ kind: "notify" }] });
      },
    },
    {
      id: "bad-questions-are-422",
      rule: "The kind, the scope and the options of a question are checked.",
      ruleOf: "python",
      async steps({ peer, post }) {
        const worker = await peer("worker");
        const ask = { from_peer: "ghost", to_peer: worker.peer_id, text: "x" };
        (await post("/ask", { ...ask, question: { kind: "riddle" } })).is(422);
        (await post("/ask", { ...ask, question: { kind: "text", scope: "home" } })).is(422);
        (await post("/ask", { ...ask, question: { kind: "choice", options: [{ id: "y" }] } })).is(
          422,
        );
        (await post("/ask", { ...ask, question: {} })).is(422);
      },
    },
    {
      id: "blocking-question-is-answered",
      rule: "A blocking question sends no frame. A caller that reads its event can answer it, and the call returns the answer.",
      async steps({ post, events, caller, eventually, circle }) {
        const correlation_id = `blocking-${circle}`;
        const asking = post("/questions/ask-blocking", {
          correlation_id,
          prompt: "Deploy?",
          options: [{ id: "y", title: "Yes" }],
          timeout_seconds: 5,
        });
        await eventually("the event of the question", async () => {
          const { body } = await caller.quietly("GET", "/events");
          return JSON.stringify(body).includes(correlation_id);
        });
        (await post("/answer", { correlation_id, option_id: "y", message: "go" })).is(200);
        (await asking).is(200, { correlation_id, outcome: "answered", option_id: "y" });
        await events();
      },
    },
    {
      id: "blocking-question-times-out",
      rule: "A blocking question without an answer returns `timed_out`, or `denied` if it asks for a permission.",
      async steps({ post, events }) {
        const blocking = { prompt: "?", timeout_seconds: 0.05 };
        (await post("/questions/ask-blocking", blocking)).is(200, {
          outcome: "timed_out",
          message: "blocking question timed out",
        });
        const permission = {
          ...blocking,
          scope: "tool_permission",
          options: [{ id: "y", title: "Y" }],
        };
        const denied = await post("/questions/ask-blocking", {
          ...permission,
          from_peer: "me",
          origin: "test",
        });
        denied.is(200, { outcome: "denied" });
        const correlation_id = denied.text("correlation_id");
        (await post("/answer", { correlation_id, option_id: "y" })).is(410);
        (await post("/ack", { correlation_id })).is(200);
        await events();
      },
    },
    {
      id: "blocking-permission-needs-options",
      rule: "A blocking question for a permission without options returns 422.",
      async steps({ post }) {
        const body = { prompt: "?", scope: "tool_permission", timeout_seconds: 0.05 };
        (await post("/questions/ask-blocking", body)).is(422);
        (await post("/questions/ask-blocking", {})).is(422);
      },
    },
  ],
};
