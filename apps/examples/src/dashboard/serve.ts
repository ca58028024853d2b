import { readFile } from "node:fs/promises";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";

import { build } from "esbuild";

const here = import.meta.dirname;

/** How to reach the daemon, in this process or elsewhere. */
export interface DaemonDoor {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Serves the page on a free loopback port, and passes what it asks of the daemon on: a browser lets
 * a page talk to its own origin only.
 */
export async function servePage(door: DaemonDoor): Promise<{ url: string; close(): void }> {
  const [html, script] = await Promise.all([readFile(join(here, "page.html")), bundle()]);
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (path === "/") return answer(response, "text/html; charset=utf-8", html);
    if (path === "/page.js") return answer(response, "text/javascript; charset=utf-8", script);
    if (!path.startsWith("/daemon/")) return void response.writeHead(404).end();
    passOn(door, path.slice("/daemon".length), request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => closeAll(server),
  };
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

function answer(response: ServerResponse, type: string, body: Uint8Array): void {
  response.writeHead(200, { "content-type": type }).end(body);
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
  const hasBody = method !== "GET" && method !== "DELETE";
  const request = new Request(door.url + path, {
    method,
    headers: { "content-type": "application/json" },
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
