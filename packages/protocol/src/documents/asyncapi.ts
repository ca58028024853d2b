import { daemonFrameSchemas } from "../models/frames.ts";
import { eventSchemas } from "../models/events.ts";
import { peerFrameSchemas } from "../models/frames.ts";
import { daemonVersions } from "../versions.ts";
import { describe, modelSchemas } from "./json-schema.ts";
import { type JsonSchema, models } from "./models.ts";

const names = new Map(Object.entries(models).map(([name, schema]) => [schema as unknown, name]));

interface Channel {
  readonly address: string;
  readonly server: string;
  readonly description: string;
  /** Whether the daemon sends or receives the messages. */
  readonly operations: readonly {
    readonly name: string;
    readonly action: "send" | "receive";
    readonly summary: string;
    readonly schemas: Readonly<Record<string, unknown>>;
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
        summary: "What the daemon sends to a peer.",
        schemas: daemonFrameSchemas,
      },
      {
        name: "receiveFromPeer",
        action: "receive",
        summary: "What a peer sends to the daemon.",
        schemas: peerFrameSchemas,
      },
    ],
  },
  events: {
    address: "/events/stream",
    server: "http",
    description:
      "Server-sent events, each one JSON object behind `data:`. Every connection begins with the " +
      "last 500 events; there are neither ids nor names of events on the wire.",
    operations: [
      {
        name: "sendEvents",
        action: "send",
        summary: "What happens in the mesh.",
        schemas: eventSchemas,
      },
    ],
  },
};

/** An AsyncAPI 3 document of the socket's frames and of the event stream, as the daemon sees them. */
export function asyncApiDocument(): JsonSchema {
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Repowire daemon",
      description: `The socket and the events of the daemons ${daemonVersions.join(", ")}.`,
      version: "0.17.0",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      socket: {
        host: "127.0.0.1:8377",
        protocol: "ws",
        description: "A daemon with a token wants it in `auth_token` of the first frame.",
      },
      http: {
        host: "127.0.0.1:8377",
        protocol: "http",
        security: [{ $ref: "#/components/securitySchemes/token" }],
      },
    },
    channels: Object.fromEntries(
      Object.entries(channels).map(([name, channel]) => [name, channelOf(channel)]),
    ),
    operations: Object.fromEntries(
      Object.entries(channels).flatMap(([name, { operations }]) =>
        operations.map(({ name: operation, action, summary, schemas }) => [
          operation,
          {
            action,
            summary,
            channel: { $ref: `#/channels/${name}` },
            messages: Object.values(schemas).map((schema) => ({
              $ref: `#/channels/${name}/messages/${names.get(schema)}`,
            })),
          },
        ]),
      ),
    ),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: modelSchemas("#/components/schemas/"),
    },
  };
}

function channelOf({ address, server, description, operations }: Channel): JsonSchema {
  const schemas = operations.flatMap((operation) => Object.entries(operation.schemas));
  return {
    address,
    description,
    servers: [{ $ref: `#/servers/${server}` }],
    messages: Object.fromEntries(
      schemas.map(([type, schema]) => {
        const name = names.get(schema) ?? type;
        return [name, messageOf(name, type)];
      }),
    ),
  };
}

function messageOf(name: string, type: string): JsonSchema {
  const { description } = describe(name);
  return {
    name: type,
    title: name,
    ...(description === undefined ? {} : { summary: description }),
    payload: { $ref: `#/components/schemas/${name}` },
  };
}
