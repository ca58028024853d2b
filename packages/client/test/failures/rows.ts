import type { Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { type RawAnswer, answerOf, chunkedHead } from "./raw-daemon.ts";
import { relayPath, token } from "./outcome.ts";

/** A way in which an answer can go wrong, and the expected error. */
export interface Row {
  readonly name: string;
  readonly answer: RawAnswer;
  /** The expected error. */
  readonly error: Readonly<Record<string, unknown>>;
  /** Whether the call ends by its timeout, which is short then. */
  readonly stalls?: true;
  /** The expected error on other runtimes. */
  readonly elsewhere?: readonly Readonly<Record<string, unknown>>[];
}

const broken = { name: "DaemonConnectionError", delivery: "unknown" };
const late = { name: "DaemonTimeoutError", delivery: "unknown" };
const unusable = { name: "DaemonResponseError", delivery: "unknown", status: 200 };

function send(...pieces: (string | Buffer)[]): RawAnswer {
  return (socket) => {
    for (const piece of pieces) socket.write(piece);
  };
}

function sendAndClose(...pieces: (string | Buffer)[]): RawAnswer {
  return (socket) => {
    send(...pieces)(socket);
    socket.end();
  };
}

/** A reset after everything before it was sent. */
function sendAndReset(piece: string | Buffer): RawAnswer {
  return (socket) => {
    socket.write(piece, () => socket.resetAndDestroy());
  };
}

/** Repeats the same bytes as fast as the other side reads them. */
function endless(head: string, piece: Buffer | string): RawAnswer {
  return (socket: Socket) => {
    socket.write(head);
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on("drain", more);
    more();
  };
}

/** Sends single bytes with pauses, so that the answer never ends. */
function drip(head: string): RawAnswer {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write("1\r\n \r\n"), 5);
    socket.on("close", () => clearInterval(timer));
  };
}

const text = "x".repeat(4_000);
const chunk = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n`;
const megabyte = Buffer.alloc(1024 * 1024, 32);
const chunkOfMegabyte = Buffer.concat([
  Buffer.from(`${megabyte.length.toString(16)}\r\n`),
  megabyte,
  Buffer.from("\r\n"),
]);
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32), { level: 1 });

export const rows: readonly Row[] = [
  // No answer.
  { name: "closed without an answer", answer: (socket) => void socket.end(), error: broken },
  {
    name: "reset without an answer",
    answer: (socket) => void socket.resetAndDestroy(),
    error: broken,
  },
  { name: "not HTTP", answer: sendAndClose("SSH-2.0-OpenSSH_9.2\r\n"), error: broken },
  { name: "no status", answer: sendAndClose("HTTP/1.1\r\n\r\n"), error: broken },
  {
    name: "headers that are too large",
    answer: sendAndClose(`HTTP/1.1 200 OK\r\nx-large: ${"x".repeat(400_000)}\r\n\r\n{}`),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "a header with an invalid name",
    answer: sendAndClose("HTTP/1.1 200 OK\r\n\0: 1\r\n\r\n{}"),
    error: broken,
  },
  {
    name: "two lengths",
    answer: sendAndClose("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} "),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "another protocol",
    answer: sendAndClose(
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    ),
    error: broken,
    elsewhere: [{ name: "DaemonHTTPError", delivery: "rejected", status: 101 }],
  },

  // An answer that is cut off.
  {
    name: "a body that is cut short",
    answer: sendAndClose('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"peers":'),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "a body that is reset",
    answer: sendAndReset('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"peers":'),
    error: broken,
  },
  {
    name: "a last chunk that never comes",
    answer: sendAndClose(chunkedHead("200 OK"), chunk("{}")),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "a chunk without a size",
    answer: sendAndClose(chunkedHead("200 OK"), "zz\r\n{}\r\n0\r\n\r\n"),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "a body without the compression that its header names",
    answer: send(answerOf("200 OK", "{}", { "content-encoding": "gzip" })),
    error: broken,
    elsewhere: [unusable],
  },
  {
    name: "a compressed body that is cut short",
    answer: send(
      answerOf("200 OK", gzipSync(text).subarray(0, 20), { "content-encoding": "gzip" }),
    ),
    error: unusable,
    elsewhere: [broken],
  },
  {
    name: "a brotli body that is garbage",
    answer: send(
      answerOf("200 OK", brotliCompressSync(text).reverse(), { "content-encoding": "br" }),
    ),
    error: broken,
    elsewhere: [unusable],
  },

  // An answer without content.
  { name: "no JSON", answer: send(answerOf("200 OK", "<html>")), error: unusable },
  { name: "half of JSON", answer: send(answerOf("200 OK", '{"peers":[')), error: unusable },
  { name: "an empty body", answer: send(answerOf("200 OK", "")), error: unusable },
  {
    name: "no content",
    answer: send("HTTP/1.1 204 No Content\r\n\r\n"),
    error: { ...unusable, status: 204 },
  },
  { name: "another shape", answer: send(answerOf("200 OK", "[1]")), error: unusable },
  { name: "null", answer: send(answerOf("200 OK", "null")), error: unusable },
  {
    name: "JSON nested deeply",
    answer: send(answerOf("200 OK", `${"[".repeat(100_000)}${"]".repeat(100_000)}`)),
    error: unusable,
  },
  {
    name: "an answer that contains the token",
    answer: send(answerOf("200 OK", JSON.stringify({ said: `Bearer ${token} at ${relayPath}` }))),
    error: unusable,
  },
  {
    name: "a text that is not UTF-8",
    answer: send(answerOf("200 OK", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))),
    error: unusable,
  },

  // An answer without end.
  {
    name: "a body without end",
    answer: endless(chunkedHead("200 OK"), chunkOfMegabyte),
    error: unusable,
  },
  {
    name: "a length beyond the limit",
    answer: endless("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n", megabyte),
    error: unusable,
  },
  {
    name: "a small body that inflates",
    answer: send(answerOf("200 OK", bomb, { "content-encoding": "gzip" })),
    error: unusable,
  },
  {
    name: "an error without end",
    answer: endless(chunkedHead("500 Internal Server Error"), chunkOfMegabyte),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 500 },
  },

  // An answer that does not end in time.
  { name: "silence", answer: () => undefined, error: late, stalls: true },
  { name: "half a status", answer: send("HTTP/1.1 2"), error: late, stalls: true },
  {
    name: "half of the headers",
    answer: send("HTTP/1.1 200 OK\r\nx-a: 1\r\n"),
    error: late,
    stalls: true,
  },
  {
    name: "headers, and then silence",
    answer: send("HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n"),
    error: late,
    stalls: true,
  },
  {
    name: "half a body, and then silence",
    answer: send('HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{"peers":'),
    error: late,
    stalls: true,
  },
  {
    name: "half a compressed body, and then silence",
    answer: send(
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9999\r\n\r\n",
      gzipSync(text),
    ),
    error: late,
    stalls: true,
    elsewhere: [unusable],
  },
  {
    name: "endless spaces",
    answer: drip(chunkedHead("200 OK")),
    error: late,
    stalls: true,
  },
  {
    name: "early hints alone",
    answer: send("HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n"),
    error: late,
    stalls: true,
    elsewhere: [broken],
  },

  // An error in one of its forms.
  {
    name: "an error in the daemon's words",
    answer: send(answerOf("404 Not Found", '{"detail":"Unknown peer: shop-codex"}')),
    error: { name: "DaemonHTTPError", delivery: "rejected", status: 404 },
  },
  {
    name: "an error in plain text",
    answer: send(
      answerOf("500 Internal Server Error", "Internal Server Error", {
        "content-type": "text/plain",
      }),
    ),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 500 },
  },
  {
    name: "an error that claims to be JSON and is not",
    answer: send(answerOf("502 Bad Gateway", "<html>nginx</html>")),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 502 },
  },
  {
    name: "an error without a body",
    answer: send(answerOf("401 Unauthorized", "")),
    error: { name: "DaemonHTTPError", delivery: "rejected", status: 401 },
  },
  {
    name: "an error that is cut short",
    answer: sendAndClose('HTTP/1.1 500 Oh\r\ncontent-length: 90\r\n\r\n{"detail":'),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 500 },
  },
  {
    name: "an error that is reset",
    answer: sendAndReset('HTTP/1.1 500 Oh\r\ncontent-length: 90\r\n\r\n{"detail":'),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 500 },
    elsewhere: [broken],
  },
  {
    name: "an error that stalls",
    answer: send('HTTP/1.1 500 Oh\r\ncontent-length: 90\r\n\r\n{"detail":'),
    error: { name: "DaemonHTTPError", delivery: "unknown", status: 500 },
    stalls: true,
  },
  {
    name: "an error that contains the token",
    answer: send(
      answerOf(
        "400 Bad Request",
        JSON.stringify({ detail: `no ${token}, no ${relayPath}`, [token]: 1 }),
      ),
    ),
    error: { name: "DaemonHTTPError", delivery: "rejected", status: 400 },
  },
  {
    name: "an error that contains the token with other escapes",
    answer: send(
      answerOf(
        "400 Bad Request",
        `{"detail":"${[...token].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join("")}"}`,
      ),
    ),
    error: { name: "DaemonHTTPError", delivery: "rejected", status: 400 },
  },
  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `a redirect with ${status}`,
    answer: send(
      answerOf(`${status} Elsewhere`, "", { location: `http://127.0.0.1:9${relayPath}?${token}` }),
    ),
    error: { name: "DaemonHTTPError", delivery: "unknown", status },
  })),
];
