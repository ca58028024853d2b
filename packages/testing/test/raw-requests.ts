import { connect } from "node:net";

/** A request as bytes, and how the releases answer it: the status, and the start of the body. */
export interface RawRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly python: string;
  /** Default: the same. */
  readonly go?: string;
}

const notify = '{"from_peer":"x","to_peer":"y","text":"z"}';
const unknownPeer = ["404 ", '404 {"delivered":false'] as const;

function request(
  head: string,
  { headers = [], body = "" }: { headers?: string[]; body?: string | Uint8Array } = {},
): Uint8Array {
  const bytes = typeof body === "string" ? Buffer.from(body, "latin1") : Buffer.from(body);
  const length = bytes.length > 0 ? [`content-length: ${bytes.length}`] : [];
  const lines = [head, "host: 127.0.0.1", "connection: close", ...length, ...headers];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), bytes]);
}

function get(target: string, ...headers: string[]): Uint8Array {
  return request(`GET ${target} HTTP/1.1`, { headers });
}

function post(body: string | Uint8Array, ...headers: string[]): Uint8Array {
  const json = ["content-type: application/json", ...headers];
  return request("POST /notify HTTP/1.1", { headers: json, body });
}

const upgrade = ["connection: upgrade", "sec-websocket-version: 13"];
const handshake = [...upgrade, "upgrade: websocket", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=="];
const isNot = (part: string) => (header: string) => !header.startsWith(`sec-websocket-${part}`);
const wrongFirst = (letter: string) =>
  `400 {"detail":"invalid JSON body: invalid character '${letter}'`;
const noJson = '422 {"detail":[{"type":"json_invalid","loc":["body",0]';

export const rawRequests: readonly RawRequest[] = [
  {
    name: "a target with a host, as for a proxy",
    bytes: get("http://127.0.0.1/peers?x=1"),
    python: '200 {"peers":[',
  },
  { name: "a fragment", bytes: get("/peers#x"), python: '200 {"peers":[', go: "404 404" },
  {
    name: "an escape that is none",
    bytes: get("/peers/%zz"),
    python: '404 {"detail":"Peer not found: %zz"}',
    go: "400 400 Bad Request",
  },
  {
    name: "an escape that is not UTF-8",
    bytes: get("/peers/%ff"),
    python: '404 {"detail":"Peer not found: \uFFFD"}',
    // Go writes it as an escape.
    go: '404 {"detail":"Peer not found: ',
  },
  {
    name: "an escaped NUL",
    bytes: get("/peers/%00"),
    python: '404 {"detail":"Peer not found: \\u0000"}',
  },
  {
    name: "a query with a semicolon",
    bytes: get("/asks/pending?peer_id=a;peer_id=b"),
    python: '404 {"detail":"No peer with id: a;peer_id=b"}',
    go: '400 {"detail":"Must provide pane_id or peer_id"}',
  },
  {
    name: "no host, as in HTTP/1.0",
    bytes: Buffer.from("GET /peers HTTP/1.0\r\n\r\n"),
    python: '200 {"peers":[',
  },
  {
    name: "an offer of HTTP/2, and then the end of the connection",
    bytes: get(
      "/peers",
      "connection: HTTP2-Settings, Upgrade",
      "upgrade: h2c",
      "http2-settings: AA",
    ),
    python: '200 {"peers":[',
  },
  {
    name: "a handshake elsewhere",
    bytes: get("/peers", ...handshake),
    python: "403 ",
    go: '200 {"peers":[',
  },
  {
    name: "a handshake of an old version",
    bytes: get("/ws", "sec-websocket-version: 8", ...handshake.filter(isNot("version"))),
    python: "400 Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: 8.",
    go: '400 unsupported WebSocket protocol version (only 13 is supported): "8"',
  },
  {
    name: "a handshake without a version",
    bytes: get("/ws", ...handshake.filter(isNot("version"))),
    python: "400 Failed to open a WebSocket connection: missing Sec-WebSocket-Version header.",
    go: '400 unsupported WebSocket protocol version (only 13 is supported): ""',
  },
  {
    name: "a handshake without a key",
    bytes: get("/ws", ...handshake.filter(isNot("key"))),
    python: "400 Failed to open a WebSocket connection: missing Sec-WebSocket-Key header.",
    go: "400 WebSocket protocol violation: missing Sec-WebSocket-Key",
  },
  {
    name: "a handshake with another method",
    bytes: request("POST /ws HTTP/1.1", { headers: handshake }),
    python: "405 Failed to open a WebSocket connection: unsupported HTTP method: POST.",
    go: '405 WebSocket protocol violation: handshake request method is not GET but "POST"',
  },
  {
    name: "two hosts",
    bytes: get("/peers", "host: 127.0.0.1"),
    python: '200 {"peers":[',
    go: "400 400 Bad Request",
  },
  {
    name: "two hosts in a handshake",
    bytes: get("/ws", "host: 127.0.0.1", ...handshake.filter(isNot("key"))),
    python: "400 Failed to open a WebSocket connection: missing Sec-WebSocket-Key header.",
    go: "400 400 Bad Request",
  },
  {
    name: "a question about the whole server",
    bytes: request("OPTIONS * HTTP/1.1"),
    python: '404 {"detail":"Not Found"}',
    go: "200 ",
  },
  {
    name: "the whole server",
    bytes: get("*"),
    python: '404 {"detail":"Not Found"}',
    go: "400 ",
  },
  {
    name: "a target with a space",
    bytes: get("/peers/a b"),
    python: "400 Invalid HTTP request received.",
    go: "400 400 Bad Request",
  },
  {
    name: "an expectation that nobody has",
    bytes: post(notify, "expect: tea"),
    python: "404 ",
    go: "417 ",
  },
  {
    name: "an expectation to continue",
    bytes: post(notify, "expect: 100-continue"),
    python: unknownPeer[0],
    go: unknownPeer[1],
  },
  {
    name: "a byte order mark",
    bytes: post(Buffer.from(`\uFEFF${notify}`)),
    python: unknownPeer[0],
    go: wrongFirst("ï"),
  },
  {
    name: "a byte order mark alone",
    bytes: post(Buffer.from("\uFEFF")),
    python: noJson,
    go: wrongFirst("ï"),
  },
  {
    name: "a letter that is not ASCII",
    bytes: post(Buffer.from("é")),
    python: noJson,
    go: wrongFirst("Ã"),
  },
  { name: "a byte that is not UTF-8", bytes: post("\xff"), python: "400 ", go: wrongFirst("ÿ") },
  { name: "a NUL", bytes: post("\0"), python: noJson, go: wrongFirst("\\\\x00") },
  {
    name: "a NUL in a text",
    bytes: post('{"from_peer":"x","to_peer":"y\0","text":"z"}'),
    python: '422 {"detail":[{"type":"json_invalid"',
    go: "400 ",
  },
  {
    name: "half of a surrogate pair, which the answer would have to show",
    bytes: post('{"from_peer":"x","to_peer":"\\ud800","text":"z"}'),
    python: "500 Internal Server Error",
    go: "404 ",
  },
  {
    name: "text that only looks like half of a surrogate pair",
    bytes: post('{"from_peer":"x","to_peer":"\\\\ud800","text":"z"}'),
    python: "404 ",
  },
];

/** Sends bytes, and returns the status and the body. Fails if the connection stays open. */
export async function answerTo(url: string, { bytes, name }: RawRequest): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(5000, () => socket.destroy(new Error(`${name}: the connection stays open`)));
  const chunks: Uint8Array[] = [];
  socket.write(bytes);
  for await (const chunk of socket) chunks.push(chunk as Uint8Array);
  const text = Buffer.concat(chunks).toString();
  const answer = text.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, "");
  const [head = "", ...body] = answer.split("\r\n\r\n");
  return `${head.split(" ")[1]} ${body.join("\r\n\r\n")}`;
}
