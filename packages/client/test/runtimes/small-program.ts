import {
  DaemonConnectionError,
  DaemonHTTPError,
  DaemonResponseError,
  DaemonTimeoutError,
  RepowireClient,
} from "@repowire/client";

import { token } from "./token.ts";

/**
 * Uses the client without Node, so that it also runs in a browser and in a worker. Returns the facts
 * that do not hold.
 */
export async function smallProgram(baseUrl: string): Promise<string[]> {
  const client = new RepowireClient({ baseUrl, authToken: token });
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  const health = await client.health().withResponse();
  const missing = await failure(client.getPeer("missing"));
  const moved = await failure(client.getPeer("moved"));
  const strange = await failure(client.getPeer("strange"));
  const cut = await failure(client.getPeer("cut"));
  const silent = await failure(client.getPeer("silent", {}, { timeout: 100 }));
  const reason = { why: "enough" };
  const aborted = await failure(
    client.getPeer("silent", {}, { signal: AbortSignal.abort(reason) }),
  );
  const uploaded = await client.uploadAttachment(new Blob(["Port 8377"]), { filename: "port.txt" });
  const { bytes } = await client.downloadAttachment("1a2b3c4d");
  const { stream } = await client.downloadAttachment("1a2b3c4d", { as: "stream" });
  const streamed = await new Response(stream).text();
  const wrong = await failure(client.getPeer(".."));
  const heard: string[] = [];
  const following = client.eventStream({ types: ["broadcast"] });
  for await (const event of following) {
    heard.push(event.type === "gap" ? "a gap" : event.text);
    if (event.type !== "gap" && event.id === "three") break;
  }
  const stranger = new RepowireClient({ baseUrl });
  const unknown = await failure(stranger.eventStream().next());
  await client.close();
  const closed = await failure(client.health());
  const nobody = new RepowireClient({ baseUrl: "http://127.0.0.1:9" });
  const refused = await failure(nobody.health());

  const errors = [missing, moved, strange, cut, silent, unknown, closed, refused];
  const facts: Record<string, boolean> = {
    "an answer comes with its status": health.status === 200 && health.data.status === "ok",
    "a refusal is in the daemon's words":
      missing instanceof DaemonHTTPError && missing.detail === "Peer not found: missing",
    "a redirect is not followed":
      moved instanceof DaemonHTTPError && moved.message.includes("Redirects are never followed"),
    "an invalid answer is noticed": strange instanceof DaemonResponseError,
    "a broken answer is recognised":
      cut instanceof DaemonConnectionError && cut.delivery === "unknown",
    "silence ends with the timeout": silent instanceof DaemonTimeoutError,
    "an abort keeps its reason": aborted === reason,
    "a file is uploaded": uploaded.size === 9,
    "a file is downloaded": new TextDecoder().decode(bytes) === "Port 8377",
    "a file is downloaded as a stream": streamed === "Port 8377",
    "a wrong argument is a TypeError": wrong instanceof TypeError,
    "events come once each, with the token and over two connections":
      heard.join() === "Number one ✓,Number two ✓,Number three ✓" && following.cursor === "three",
    "no events come without the token":
      unknown instanceof DaemonHTTPError && unknown.status === 401,
    "a closed client sends nothing":
      closed instanceof DaemonConnectionError && closed.delivery === "not_sent",
    "an unreachable daemon is recognised": refused instanceof DaemonConnectionError,
    "no error shows the token": !errors.some((error) =>
      `${String(error)}${JSON.stringify(error)}`.includes("tOkEn"),
    ),
  };
  return Object.keys(facts).filter((fact) => facts[fact] !== true);
}
