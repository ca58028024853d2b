import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { token } from "./token.ts";

/** A page of the server that does not belong to the daemon. */
export type Page = (request: IncomingMessage, response: ServerResponse) => void;

const events = ["one", "two", "three"].map((id) => ({
  id,
  type: "broadcast",
  timestamp: "2026-01-01T00:00:00Z",
  from: "docs-codex",
  text: `Number ${id} ✓`,
}));

/** The daemon for `smallProgram`. `pages` are served beside it. */
export async function startSmallDaemon(pages: Readonly<Record<string, Page>> = {}) {
  let streams = 0;
  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const routes: Readonly<Record<string, Page>> = {
    ...pages,
    "/health": (_, response) => json(response, 200, { status: "ok", version: "0.14.17" }),
    "/peers/missing": (_, response) => json(response, 404, { detail: "Peer not found: missing" }),
    "/peers/moved": (_, response) => void response.writeHead(302, { location: "/health" }).end(),
    "/peers/strange": (_, response) => json(response, 200, { peer: "strange" }),
    "/peers/cut": (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "90" });
      response.write('{"peer_id":', () => response.destroy());
    },
    "/peers/silent": () => undefined,
    "/attachments": (request, response) => {
      request
        .resume()
        .on("end", () => json(response, 200, { id: "1a2b3c4d", path: "/a", size: 9 }));
    },
    "/attachments/1a2b3c4d": (_, response) => void response.end("Port 8377"),
    "/events": (_, response) => json(response, 200, []),
    "/events/stream": (request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        return json(response, 401, { detail: "Missing authorization header" });
      }
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      // The first connection ends early. The next begins with events that the client knows.
      const isFirst = streams++ === 0;
      for (const event of isFirst ? events.slice(0, 2) : events) {
        response.write(`data: ${JSON.stringify(event)}\n\n`);
      }
      if (isFirst) response.end();
    },
  };
  const server = createServer((request, response) => {
    const page = routes[request.url ?? ""];
    if (page) page(request, response);
    else json(response, 404, { detail: "Not Found" });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
