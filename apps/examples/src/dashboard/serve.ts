import { readFile } from "node:fs/promises";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";

import { build } from "esbuild";

const here = import.meta.dirname;

/** The way to the daemon, in this process or elsewhere. */
export interface DaemonDoor {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** The settings of the page. */
export interface PageConfiguration {
  /** The value of the `authorization` header, if the daemon requires a token. */
  readonly authToken?: string | undefined;
}

/**
 * Serves the page on a free loopback port, and passes its calls on to the daemon, because a browser
 * lets a page call only its own origin.
 */
export async function servePage(
  door: DaemonDoor,
  configuration: PageConfiguration,
): Promise<{ url: string; close(): void }> {
  const [html, script] = await Promise.all([readFile(join(here, "page.html")), bundle()]);
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    // Only this page may use the token. A page of another site may have a host name that points to this
    // machine.
    if (request.headers.host !== host) return void response.writeHead(403).end();
    if (path === "/") return answer(response, "text/html; charset=utf-8", html);
    if (path === "/page.js") return answer(response, "text/javascript; charset=utf-8", script);
    if (path === "/configuration.json") {
      return answer(response, "application/json", JSON.stringify(configuration));
    }
    if (!path.startsWith("/daemon/")) return void response.writeHead(404).end();
    passOn(door, path.slice("/daemon".length), request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/`, close: () => closeAll(server) };
}

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(here, "page.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions: ["@repowire/source"],
    minify: true,
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

function answer(response: ServerResponse, type: string, body: Uint8Array | string): void {
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
}

async function passOn(
  door: DaemonDoor,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const { method = "GET" } = incoming;
  const { authorization } = incoming.headers;
  const hasBody = method !== "GET" && method !== "DELETE";
  const request = new Request(door.url + path, {
    method,
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    signal: gone.signal,
    ...(hasBody && {
      body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
      duplex: "half",
    }),
  } as RequestInit);
  const { status, headers, body } = await door.fetch(request);
  outgoing.writeHead(status, { "content-type": headers.get("content-type") ?? "text/plain" });
  outgoing.flushHeaders();
  if (body === null) return void outgoing.end();
  await pipeline(Readable.fromWeb(body as NodeStream), outgoing).catch(() => undefined);
}

function closeAll(server: Server): void {
  server.close();
  server.closeAllConnections();
}
