import { daemonVersions } from "../../src/endpoint.ts";
import type { Comments } from "../generate/comments.ts";
import type { Schema, Source } from "../generate/source.ts";
import { pruned } from "./components.ts";
import { type JsonSchema, modelSchemas, plain } from "./json-schema.ts";

interface Channel {
  readonly address: string;
  readonly server: string;
  readonly description: string;
  /** Whether the daemon sends or receives the messages. */
  readonly operations: readonly {
    readonly name: string;
    readonly action: "send" | "receive";
    readonly summary: string;
    /** The table of their schemas. */
    readonly table: string;
  }[];
}

const channels: Readonly<Record<string, Channel>> = {
  socket: {
    address: "/ws",
    server: "socket",
    description:
      "A peer's connection: text frames, each one JSON object. The first frame is `connect`.",
    operations: [
      {
        name: "sendToPeer",
        action: "send",
        summary: "The frames that the daemon sends to a peer.",
        table: "daemonFrameSchemas",
      },
      {
        name: "receiveFromPeer",
        action: "receive",
        summary: "The frames that a peer sends to the daemon.",
        table: "peerFrameSchemas",
      },
    ],
  },
  events: {
    address: "/events/stream",
    server: "http",
    description:
      "Server-sent events. Each has a JSON object behind `data:`. Every connection begins with the " +
      "last 500 events. The wire has no `id:` and no `event:` lines.",
    operations: [
      {
        name: "sendEvents",
        action: "send",
        summary: "The events of the mesh.",
        table: "eventSchemas",
      },
    ],
  },
};

/** An AsyncAPI 3 document of the socket's frames and of the event stream, as the daemon sees them. */
export function asyncApiDocument(source: Source, comments: Comments): JsonSchema {
  const nameOf = (schema: Schema) => source.nameOf.get(schema) ?? "";
  const messagesOf = (table: string) => Object.entries(source.unions[table] ?? {});
  const tags = [
    { name: "socket", description: "The connection of a peer." },
    { name: "events", description: "The events of the mesh." },
  ];
  const document = {
    asyncapi: "3.0.0",
    info: {
      title: "Repowire daemon",
      description: `The socket and the events of the daemons ${daemonVersions.join(", ")}.`,
      version: "0.17.0",
      contact: { name: "Repowire", url: "https://github.com/repowire" },
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
      tags,
    },
    defaultContentType: "application/json",
    servers: {
      socket: {
        host: "127.0.0.1:8377",
        protocol: "ws",
        description: "If the daemon has a token, send it in `auth_token` of the first frame.",
      },
      http: {
        host: "127.0.0.1:8377",
        protocol: "http",
        description: "If the daemon has a token, send it as a bearer token.",
        security: [{ $ref: "#/components/securitySchemes/token" }],
      },
    },
    channels: Object.fromEntries(
      Object.entries(channels).map(([name, { address, server, description, operations }]) => [
        name,
        {
          address,
          description,
          servers: [{ $ref: `#/servers/${server}` }],
          messages: Object.fromEntries(
            operations
              .flatMap(({ table }) => messagesOf(table))
              .map(([type, schema]) => [nameOf(schema), message(nameOf(schema), type)]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      Object.entries(channels).flatMap(([name, { operations }]) =>
        operations.map(({ name: operation, action, summary, table }) => [
          operation,
          {
            action,
            summary,
            channel: { $ref: `#/channels/${name}` },
            messages: messagesOf(table).map(([, schema]) => ({
              $ref: `#/channels/${name}/messages/${nameOf(schema)}`,
            })),
          },
        ]),
      ),
    ),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: modelSchemas(source, comments, { prefix: "#/components/schemas/" }),
    },
  };
  return pruned(document);

  function message(name: string, type: string): JsonSchema {
    return {
      name: type,
      title: name,
      summary: plain(comments.of(name) ?? ""),
      payload: { $ref: `#/components/schemas/${name}` },
    };
  }
}
