// A webhook in Hono. It takes asks from outside, checks them with the daemon's own schema, and passes
// them on. An invalid ask returns 400 and says what to change. If the daemon refuses an ask, it returns
// 422.
import { sValidator } from "@hono/standard-validator";
import { DaemonHTTPError, type RepowireClient } from "@repowire/client";
import { AskParamsSchema } from "@repowire/protocol";
import { Hono } from "hono";

/** Makes the service. Any Standard Schema fits `sValidator`. */
export function honoService(client: RepowireClient): Hono {
  const app = new Hono();
  app.post(
    "/asks",
    sValidator("json", AskParamsSchema, (result, context) => {
      if (result.success) return undefined;
      const issues = result.error.map(({ path = [], message }) => ({
        field: path.map((part) => String(typeof part === "object" ? part.key : part)).join("."),
        message,
      }));
      return context.json({ issues }, 400);
    }),
    async (context) => {
      const { correlation_id } = await client.ask(context.req.valid("json"));
      return context.json({ correlation_id }, 202);
    },
  );
  app.onError((error, context) => {
    if (!(error instanceof DaemonHTTPError)) throw error;
    const { code, detail, delivery } = error;
    return context.json({ code, detail }, delivery === "rejected" ? 422 : 502);
  });
  return app;
}
