// A service that shares the schemas and never calls a daemon. It is installed with only the tarball of
// this package, and is compiled and loaded in several ways.
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
  "an ask is accepted": AskParamsSchema.safeParse(ask).success,
  "an incomplete ask is refused": !AskParamsSchema.safeParse({ text: "Which port?" }).success,
  "an error is recognised by its class": failure instanceof DaemonHTTPError,
  "an error is recognised by its base class": failure instanceof RepowireError,
  "an error is recognised by its guard":
    isDaemonHTTPError(failure) && failure.detail === "No such peer",
};

for (const [fact, holds] of Object.entries(facts)) {
  if (!holds) throw new Error(`not so: ${fact}`);
}
