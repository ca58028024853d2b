// Turns the client's diagnostics into OpenTelemetry spans. They contain metadata only: no message,
// token or header.
import { subscribe, unsubscribe } from "node:diagnostics_channel";

import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { CallDiagnostics, PeerDiagnostics } from "@repowire/client";

/** Makes a span for each call and for each change of a live peer. Returns a function that stops it. */
export function traceRepowire(): () => void {
  const tracer = trace.getTracer("repowire");

  const onCall = (message: unknown) => {
    const call = message as CallDiagnostics;
    const attributes: Attributes = {
      "http.request.method": call.method,
      "server.address": call.origin,
      ...(call.route !== undefined && { "http.route": call.route }),
      ...(call.status !== undefined && { "http.response.status_code": call.status }),
      ...(call.error !== undefined && { "error.type": call.error.code ?? call.error.name }),
    };
    const { startTime } = call;
    const options = { kind: SpanKind.CLIENT, startTime, attributes };
    const span = tracer.startSpan(`repowire ${call.name}`, options);
    if (call.error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(startTime + call.duration);
  };

  const onPeer = (message: unknown) => {
    const { change, ...peer } = message as PeerDiagnostics;
    const attributes: Attributes = {
      "repowire.peer_id": peer.peer_id,
      "repowire.circle": peer.circle,
      ...(peer.correlation_id !== undefined && { "repowire.correlation_id": peer.correlation_id }),
    };
    tracer.startSpan(`repowire peer ${change}`, { attributes }).end();
  };

  subscribe("repowire:call", onCall);
  subscribe("repowire:peer", onPeer);
  return () => {
    unsubscribe("repowire:call", onCall);
    unsubscribe("repowire:peer", onPeer);
  };
}
