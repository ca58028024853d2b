import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A page of a server that is no part of the daemon. */
export type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** The daemon that `smallProgram` talks to; `pages` are served beside it. */
export async function startSmallDaemon(pages: Readonly<Record<string, Page>> = {}) {
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
