// The same webhook in Fastify, which checks with JSON Schema. The package has a schema for each model.
import { DaemonHTTPError, type RepowireClient } from "@repowire/client";
import type { AskParams } from "@repowire/protocol";
import models from "@repowire/protocol/json-schema.json" with { type: "json" };
import fastify, { type FastifyInstance } from "fastify";

/** Makes the service. */
export function fastifyService(client: RepowireClient): FastifyInstance {
  // Without this, Fastify removes unknown fields silently, including misspelt names.
  const app = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: false } } });
  app.addSchema({ $id: "repowire", $defs: models.$defs });
  app.post<{ Body: AskParams }>(
    "/asks",
    { schema: { body: { $ref: "repowire#/$defs/AskParams" } } },
    async (request, reply) => {
      const { correlation_id } = await client.ask(request.body);
      return reply.code(202).send({ correlation_id });
    },
  );
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof DaemonHTTPError)) throw error;
    const { code, detail, delivery } = error;
    return reply.code(delivery === "rejected" ? 422 : 502).send({ code, detail });
  });
  return app;
}
