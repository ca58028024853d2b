// A program of a service that shares the schemas and never talks to a daemon. It is installed with
// nothing but the tarball of this package, compiled and loaded in several ways.
import {
  type AskParams,
  AskParamsSchema,
  DaemonHTTPError,
  RepowireError,
  endpoints,
  isDaemonHTTPError,
} from "@repowire/protocol";

const ask: AskParams = { from_peer: "ci", to_peer: "docs", text: "Which port?" };

const failure: unknown = new DaemonHTTPError("No such peer", {
  request: { method: endpoints.ask.method, path: endpoints.ask.path },
  status: 404,
  body: { detail: "No such peer" },
});

const facts = {
  "an ask is taken": AskParamsSchema.safeParse(ask).success,
  "half an ask is not": !AskParamsSchema.safeParse({ text: "Which port?" }).success,
  "an error is known by its class": failure instanceof DaemonHTTPError,
  "an error is known by its base": failure instanceof RepowireError,
  "an error is known by its guard": isDaemonHTTPError(failure) && failure.detail === "No such peer",
};

for (const [fact, holds] of Object.entries(facts)) {
  if (!holds) throw new Error(`not so: ${fact}`);
}
