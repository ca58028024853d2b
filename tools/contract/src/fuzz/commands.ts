import * as fc from "fast-check";

/** The number of a peer in a sequence. A number without a peer means an unknown name. */
const who = fc.nat({ max: 4 });
/** The number of an ask, counted from the last one. */
const which = fc.nat({ max: 3 });
/** Whether a peer is named by its id, by its display name, or by an unknown name. */
const by = fc.constantFrom("id", "id", "name", "name", "nobody");
const text = fc.constantFrom(
  "hello",
  "",
  " two\nlines \n",
  'é \u{1F600} ↳ "quoted"',
  "[ack #ask-1 from @x] y",
);
const maybe = <Value>(values: fc.Arbitrary<Value>) =>
  fc.option(values, { nil: undefined, freq: 3 });
const circle = fc.constantFrom("own", "own", "own", "other", "default");
const backend = fc.constantFrom("claude-code", "claude-code", "codex", "pi");
const role = fc.constantFrom("agent", "agent", "agent", "service", "orchestrator", "human");
const folder = fc.constantFrom("one", "one", "two", "My Proj!", "two/");
const attachments = fc.constantFrom([{ id: "f0afebdc", size: null }], [{}, { filename: "x" }]);
const question = fc.constantFrom(
  { kind: "text" },
  {
    kind: "choice",
    options: [
      { id: "y", title: "Yes" },
      { id: "n", title: "No" },
    ],
  },
  { kind: "acknowledge", scope: "tool_permission" },
);
const status = fc.constantFrom("online", "busy", "offline", "idle", "nonsense");
const turn_state = fc.constantFrom(
  "idle",
  "working",
  "awaiting_input",
  "pending_first_turn",
  "confused",
);
const turnRole = fc.constantFrom("assistant", "assistant", "user", "human");
const turn = fc.constantFrom("turn-1", "turn-1", "turn-2", "");
const session = maybe(fc.constantFrom("session-1", "session-2", ""));
const value = fc.constantFrom<unknown>(null, "", "x", 0, 1.5, true, [], ["x"], {}, "yes", "5", -1);

type Fields<Shape> = { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> };

function command<const Does extends string, Shape>(
  does: Does,
  fields: Fields<Shape>,
): fc.Arbitrary<{ does: Does } & Shape> {
  return fc.record({ does: fc.constant(does), ...fields }) as unknown as fc.Arbitrary<
    { does: Does } & Shape
  >;
}

export const commands = {
  register: command("register", {
    folder,
    circle,
    backend,
    role,
    claim: maybe(who),
    pane: maybe(fc.nat({ max: 1 })),
    fallback: fc.constantFrom(false, false, false, true),
  }),
  connect: command("connect", { who, claim: fc.boolean(), receipts: fc.boolean() }),
  disconnect: command("disconnect", { who }),
  receipt: command("receipt", {
    who,
    says: fc.constantFrom("injected", "failed", "rejected", "seen"),
  }),
  ask: command("ask", {
    from: who,
    to: who,
    by,
    text,
    bypass_circle: maybe(fc.boolean()),
    circle: maybe(circle),
    reply_to: maybe(which),
    attachments: maybe(attachments),
    question: maybe(question),
  }),
  ack: command("ack", { which, from: who, message: maybe(text), attachments: maybe(attachments) }),
  answer: command("answer", {
    which,
    option_id: maybe(fc.constantFrom("y", "n", "zz")),
    text: maybe(text),
    outcome: maybe(fc.constantFrom("answered", "denied", "cancelled")),
    message: maybe(text),
  }),
  askMany: command("askMany", { from: who, to: fc.array(who, { maxLength: 3 }), by, text }),
  notify: command("notify", {
    from: who,
    to: who,
    by,
    text,
    bypass_circle: maybe(fc.boolean()),
    circle: maybe(circle),
    attachments: maybe(attachments),
  }),
  broadcast: command("broadcast", {
    from: who,
    by,
    text,
    exclude: fc.array(who, { maxLength: 2 }),
    bypass_circle: maybe(fc.boolean()),
  }),
  query: command("query", { from: who, to: who, by, text }),
  wait: command("wait", { which, who, by }),
  frame: command("frame", {
    who,
    frame: fc.oneof(
      fc.record({ type: fc.constant("status"), status, turn_state: maybe(turn_state) }),
      fc.record({
        type: fc.constant("set_circle"),
        circle: fc.constantFrom("own", "other", "a b", ""),
      }),
      fc.record({
        type: fc.constant("update_display_name"),
        display_name: fc.constantFrom("renamed", "one-claude-code", "a b"),
      }),
      fc.record({
        type: fc.constantFrom("dance", "pong", "connect", "response", "error"),
        text: value,
      }),
    ),
  }),
  update: command("update", { who, by, status: maybe(status), turn_state: maybe(turn_state) }),
  offline: command("offline", {
    who,
    by,
    terminal: fc.constantFrom(undefined, undefined, false, true),
  }),
  touch: command("touch", { who, by }),
  describe: command("describe", { who, by, text }),
  move: command("move", { who, by, circle }),
  remove: command("remove", { who, by }),
  kill: command("kill", { who, by, circle: maybe(circle) }),
  claimRole: command("claimRole", { who, by, force: maybe(fc.boolean()) }),
  look: command("look", { who, by, circle: maybe(circle) }),
  list: command("list", {
    circle: maybe(circle),
    status: maybe(status),
    backend: maybe(backend),
  }),
  pending: command("pending", {
    who,
    by,
    direction: maybe(fc.constantFrom("inbound", "outbound", "both", "sideways")),
  }),
  drain: command("drain", { who, by, max_results: maybe(fc.constantFrom("1", "0", "x")) }),
  trace: command("trace", { which }),
  orchestrator: command("orchestrator", { circle }),
  chat: command("chat", {
    who,
    by,
    text,
    role: turnRole,
    turn_id: maybe(turn),
    session_id: session,
  }),
  piece: command("piece", {
    who,
    by,
    turn_id: turn,
    session_id: session,
    role: maybe(turnRole),
    chunk_index: maybe(fc.integer({ min: -1, max: 2 })),
    kind: maybe(fc.constantFrom("text", "tool_use", "dance")),
    text: maybe(text),
    tool_call: maybe(fc.constantFrom({ name: "Read", input: "x" }, { name: "Bash" }, {})),
    is_final: maybe(fc.boolean()),
  }),
  history: command("history", {
    who,
    by,
    session_id: session,
    limit: maybe(fc.constantFrom("1", "0", "x")),
    q: fc.constantFrom("hello", "TWO", "É", " ", "", "lines"),
  }),
  schedule: command("schedule", {
    from: who,
    to: who,
    by,
    text,
    kind: maybe(fc.constantFrom("ask", "notify", "dance")),
    when: fc.constantFrom(
      { fire_at: "2099-01-01T00:00:00Z" },
      { fire_at: "2099-01-01 00:00" },
      { fire_at: "tomorrow" },
      { cron: "0 0 1 1 *" },
      { cron: "0 0 31 2 *" },
      { cron: "never" },
      {},
    ),
  }),
  nonsense: command("nonsense", {
    path: fc.constantFrom(
      "/ask",
      "/ack",
      "/answer",
      "/notify",
      "/broadcast",
      "/query",
      "/peers",
      "/ask-many",
      "/session/update",
      "/events/chat",
      "/events/chat_delta",
      "/spawn",
      "/schedules",
      "/peers/claim-role",
      "/peers/circle",
      "/peers/identity/validate",
      "/kill-peer",
      "/asks/ask-unknown/wait",
      "/sessions/rw-session-unknown/controls/notify",
      "/sessions/rw-session-unknown/controls/resume",
    ),
    keys: fc.dictionary(
      fc.constantFrom(
        "from_peer",
        "to_peer",
        "text",
        "name",
        "circle",
        "correlation_id",
        "attachments",
        "question",
        "bypass_circle",
        "timeout",
        "backend",
        "role",
        "metadata",
        "status",
        "turn_state",
        "peer",
        "turn_id",
        "chunk_index",
        "to_peers",
        "exclude",
        "kind",
        "path",
        "peer_name",
        "agent_pid",
      ),
      value,
      { maxKeys: 5 },
    ),
  }),
};

export type Command = ValueOf<(typeof commands)[keyof typeof commands]>;

type ValueOf<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;

/** How often a command is drawn. Commands that prepare others are drawn more often. */
const weights: Partial<Record<keyof typeof commands, number>> = {
  register: 6,
  connect: 6,
  ask: 8,
  ack: 6,
  notify: 6,
  answer: 3,
  frame: 3,
};

const any = fc.oneof(
  ...Object.entries(commands).map(([name, arbitrary]) => ({
    arbitrary: arbitrary as fc.Arbitrary<Command>,
    weight: weights[name as keyof typeof commands] ?? 2,
  })),
);

/** A sequence begins with some peers, because otherwise no message would arrive. */
export const sequences: fc.Arbitrary<Command[]> = fc
  .tuple(
    fc.array(commands.register as fc.Arbitrary<Command>, { minLength: 1, maxLength: 4 }),
    fc.array(commands.connect as fc.Arbitrary<Command>, { maxLength: 3 }),
    fc.array(any, { minLength: 3, maxLength: 16 }),
  )
  .map((parts) => parts.flat());
