import type { ErrorStatus } from "../../src/models/route.ts";
import type { JsonSchema } from "./json-schema.ts";

const json = "application/json";

interface ErrorAnswer {
  /** The name of the answer among the components. */
  readonly name: string;
  readonly description: string;
  readonly schema: { readonly name: keyof typeof errorSchemas; readonly type: string };
}

/** The errors that the daemons return. */
export const errorStatuses: Readonly<Record<ErrorStatus | 401 | 500, ErrorAnswer>> = {
  400: {
    name: "BadRequest",
    description: "The daemon understands the request, but cannot do it.",
    schema: { name: "ErrorBody", type: json },
  },
  401: {
    name: "Unauthorized",
    description: "The daemon requires a token, and the request has none or a wrong one.",
    schema: { name: "ErrorBody", type: json },
  },
  403: {
    name: "Forbidden",
    description: "The circle or the daemon's configuration does not allow it.",
    schema: { name: "ErrorBody", type: json },
  },
  404: {
    name: "NotFound",
    description: "The peer, ask, job, file or route does not exist.",
    schema: { name: "ErrorBody", type: json },
  },
  409: {
    name: "Conflict",
    description: "Several peers have the name, or the state of the resource does not allow it.",
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
    description: "A parameter is missing or invalid.",
    schema: { name: "ErrorBody", type: json },
  },
  500: {
    name: "InternalError",
    description: "The daemon failed. The body is plain text.",
    schema: { name: "ErrorText", type: "text/plain" },
  },
  503: {
    name: "Unavailable",
    description: "The peer has no connection, or did not take the message.",
    schema: { name: "ErrorBody", type: json },
  },
  507: {
    name: "StorageFull",
    description: "The daemon has no room for more files.",
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
            description: "A sentence, a code with details, or a list of invalid parameters.",
            anyOf: [
              { type: "string", description: "A sentence." },
              {
                type: "object",
                description: "A code with details.",
                required: ["error"],
                properties: {
                  error: { type: "string", description: "A code, or on some routes a sentence." },
                  hint: { type: "string", description: "What to do." },
                },
              },
              {
                type: "array",
                description: "The invalid parameters.",
                items: {
                  type: "object",
                  description: "An invalid parameter.",
                  required: ["type", "loc", "msg"],
                  properties: {
                    type: { type: "string", description: "The kind of problem." },
                    loc: {
                      type: "array",
                      description:
                        "The place of the parameter, beginning with `body`, `query` or `path`.",
                      items: { type: ["string", "integer"] },
                    },
                    msg: { type: "string", description: "The problem, in words." },
                    input: { description: "The invalid value." },
                    ctx: { type: "object", description: "The limits that the value exceeds." },
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
          status: { type: "string", description: "What the daemon did with the message." },
          delivery_state: { type: "string", description: "`failed`." },
          delivered: { type: "boolean", description: "Whether a socket took the message." },
          queued: { type: "boolean", description: "Whether the message was queued." },
          reason: { type: "string", description: "A code." },
          detail: { type: "string", description: "A sentence." },
          from_peer_name: {
            type: ["string", "null"],
            description: "The display name of the sender.",
          },
          to_peer_name: {
            type: ["string", "null"],
            description: "The display name of the receiver.",
          },
        },
      },
    ],
  },
  ErrorText: { type: "string", description: "A failure inside the daemon." },
} as const satisfies Record<string, JsonSchema>;
