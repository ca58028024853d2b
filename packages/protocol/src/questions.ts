import * as z from "zod/mini";

import { guard, nullishNumber, nullishText, optionalFlag, optionalFreeForm } from "./schema.ts";

/** What a question may ask for. */
export const questionKinds = ["acknowledge", "choice", "text"] as const;

/** What a question may ask for. */
export type QuestionKind = (typeof questionKinds)[number];

/** Tells whether a text is a {@link QuestionKind} known to this release. */
export const isQuestionKind = /* @__PURE__ */ guard(questionKinds);

/** How a question may end. */
export const answerOutcomes = [
  "answered",
  "acknowledged",
  "denied",
  "timed_out",
  "cancelled",
] as const;

/** How a question may end. */
export type AnswerOutcome = (typeof answerOutcomes)[number];

/** Tells whether a text is an {@link AnswerOutcome} known to this release. */
export const isAnswerOutcome = /* @__PURE__ */ guard(answerOutcomes);

/** What a question is about. */
export const questionScopes = ["mesh_ask", "tool_permission", "user_question"] as const;

/** What a question is about. */
export type QuestionScope = (typeof questionScopes)[number];

/** Tells whether a text is a {@link QuestionScope} known to this release. */
export const isQuestionScope = /* @__PURE__ */ guard(questionScopes);

/** The schema of {@link Answer}. */
export const AnswerSchema = z.strictObject({
  option_id: nullishText,
  text: nullishText,
  /** Absent: `"answered"`. */
  outcome: z.optional(z.enum(answerOutcomes)),
  message: nullishText,
});

/** An answer to a structured question. */
export type Answer = z.infer<typeof AnswerSchema>;

/** The schema of {@link QuestionOption}. */
export const QuestionOptionSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: nullishText,
});

/** One of the options of a choice. */
export type QuestionOption = z.infer<typeof QuestionOptionSchema>;

/** The schema of {@link Question}. */
export const QuestionSchema = z.strictObject({
  kind: z.enum(questionKinds),
  prompt: nullishText,
  options: z.optional(z.array(QuestionOptionSchema)),
  /** For the reader only; the daemon does not wait. */
  blocking: optionalFlag,
  /** Seconds. */
  timeout_seconds: nullishNumber,
  default_answer: z.nullish(AnswerSchema),
  /** `"tool_permission"` sends no frame back to the asker. */
  scope: z.nullish(z.enum(questionScopes)),
  metadata: optionalFreeForm,
});

/** A structured question that goes with an ask. */
export type Question = z.infer<typeof QuestionSchema>;
