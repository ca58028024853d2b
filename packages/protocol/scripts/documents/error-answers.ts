import type { ErrorStatus } from "../../src/endpoint-table.ts";
import type { JsonSchema } from "./json-schema.ts";

const json = "application/json";

interface ErrorAnswer {
  /** The name of the answer among the components. */
  readonly name: string;
  readonly description: string;
  readonly schema: { readonly name: keyof typeof errorSchemas; readonly type: string };
}

/** The errors that the daemons answer with. */
export const errorStatuses: Readonly<Record<ErrorStatus | 401 | 500, ErrorAnswer>> = {
  400: {
    name: "BadRequest",
    description: "The daemon can read the request, but not do what it says.",
    schema: { name: "ErrorBody", type: json },
  },
  401: {
    name: "Unauthorized",
    description: "The daemon has a token, and the request has none or another one.",
    schema: { name: "ErrorBody", type: json },
  },
  403: {
    name: "Forbidden",
    description: "The circle, or the configuration of the daemon, does not allow it.",
    schema: { name: "ErrorBody", type: json },
  },
  404: {
    name: "NotFound",
    description: "There is no such peer, ask, job, file or route.",
    schema: { name: "ErrorBody", type: json },
  },
  409: {
    name: "Conflict",
    description: "The name fits several peers, or the state of the thing does not allow it.",
    schema: { name: "ErrorBody", type: json },
  },
  410: {
    name: "Gone",
    description: "The ask is closed.",
    schema: { name: "ErrorBody", type: json },
  },
  413: {
    name: "TooLarge",
    description: "The file is larger than 10 MiB.",
    schema: { name: "ErrorBody", type: json },
  },
  422: {
    name: "Invalid",
    description: "A parameter is missing or wrong.",
    schema: { name: "ErrorBody", type: json },
  },
  500: {
    name: "InternalError",
    description: "The daemon failed, and says so in plain text.",
    schema: { name: "ErrorText", type: "text/plain" },
  },
  503: {
    name: "Unavailable",
    description: "The peer has no connection, or did not take the message.",
    schema: { name: "ErrorBody", type: json },
  },
  507: {
    name: "StorageFull",
    description: "The daemon keeps no more files.",
    schema: { name: "ErrorBody", type: json },
  },
};

/** The bodies of errors. */
export const errorSchemas = {
  ErrorBody: {
    description: "Why a call failed, in one of several shapes.",
    anyOf: [
      {
        type: "object",
        required: ["detail"],
        properties: {
          detail: {
            description: "A sentence, a code with more about it, or a list of wrong parameters.",
            anyOf: [
              { type: "string", description: "A sentence." },
              {
                type: "object",
                description: "A code, and more about it.",
                required: ["error"],
                properties: {
                  error: { type: "string", description: "A code, on some routes a sentence." },
                  hint: { type: "string", description: "What to do." },
                },
              },
              {
                type: "array",
                description: "The parameters that are wrong.",
                items: {
                  type: "object",
                  description: "One parameter that is wrong.",
                  required: ["type", "loc", "msg"],
                  properties: {
                    type: { type: "string", description: "The kind of mistake." },
                    loc: {
                      type: "array",
                      description: "Where it is, beginning with `body`, `query` or `path`.",
                      items: { type: ["string", "integer"] },
                    },
                    msg: { type: "string", description: "What is wrong." },
                    input: { description: "The value that is wrong." },
                    ctx: { type: "object", description: "The limits that the value breaks." },
                  },
                },
              },
            ],
          },
        },
      },
      {
        type: "object",
        description: "The flat error of `notify`.",
        required: ["ok", "status", "reason", "detail"],
        properties: {
          ok: { const: false, description: "Always false." },
          status: { type: "string", description: "What became of the message." },
          delivery_state: { type: "string", description: "`failed`." },
          delivered: { type: "boolean", description: "Whether a socket took the message." },
          queued: { type: "boolean", description: "Whether the message waits." },
          reason: { type: "string", description: "A code." },
          detail: { type: "string", description: "A sentence." },
          from_peer_name: { type: ["string", "null"], description: "Who wrote." },
          to_peer_name: { type: ["string", "null"], description: "Who should read." },
        },
      },
    ],
  },
  ErrorText: { type: "string", description: "A failure inside the daemon." },
} as const satisfies Record<string, JsonSchema>;
