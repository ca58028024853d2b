// Calls and live peers as OpenTelemetry spans, with the official API and the in-memory exporter.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { traceRepowire } from "./spans.ts";

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);
const stop = traceRepowire();

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

const circle = `spans-${process.pid}`;
const secret = "a text that no span may hold";
try {
  const bob = await client.connectPeer({ path: join(tmpdir(), circle, "bob"), circle });
  bob.onAsk(() => secret);
  const ask = await client.ask({ from_peer: "ci", to_peer: bob.peer_id, text: secret });
  await client.getPeer("nobody-at-all").catch(() => undefined);
  await bob.close({ unregister: true });

  const spans = exporter.getFinishedSpans();
  for (const span of spans) console.log(`  ${span.name} ${JSON.stringify(span.attributes)}`);
  const named = (name: string) => spans.find((span) => span.name === name);
  assert.equal(named("repowire ask")?.attributes["http.response.status_code"], 200);
  const failed = spans.filter((span) => span.status.code === SpanStatusCode.ERROR);
  assert.deepEqual(
    failed.map((span) => [span.name, span.attributes["error.type"]]),
    [["repowire getPeer", "unknown_peer"]],
  );
  assert.equal(
    named("repowire peer ask")?.attributes["repowire.correlation_id"],
    ask.correlation_id,
  );
  assert.ok(named("repowire peer closed"));
  assert.ok(!JSON.stringify(spans.map((span) => span.attributes)).includes(secret));
} finally {
  stop();
  await client.close();
  await daemon?.close();
}
