const encoder = new TextEncoder();
const token = /^[!#$%&'*+.^_`|~\w-]+$/;

/** The data types that a `WebSocket` sends. */
type Data = string | Uint8Array<ArrayBuffer> | Blob;

/**
 * Returns the URL of a socket.
 *
 * @throws SyntaxError, a `DOMException`, as the platform does.
 */
export function readUrl(url: string | URL): URL {
  const parsed = URL.parse(url);
  if (!parsed) throw wrong(`${JSON.stringify(String(url))} is not a URL`);
  parsed.protocol = parsed.protocol.replace("http", "ws");
  if (!/^wss?:$/.test(parsed.protocol) || parsed.href.includes("#")) {
    throw wrong("A socket's URL begins with ws: or wss: and has no fragment");
  }
  return parsed;
}

/**
 * Returns the subprotocols that a socket offers. As in Node, an object may contain them.
 *
 * @throws SyntaxError, a `DOMException`, as the platform does.
 */
export function readProtocols(given: unknown): readonly string[] {
  const protocols = listOf(given).map((protocol) => `${protocol as string}`);
  const bad = protocols.find((protocol) => !token.test(protocol));
  if (bad !== undefined) throw wrong(`${JSON.stringify(bad)} is not a subprotocol`);
  if (new Set(protocols).size < protocols.length) throw wrong("A subprotocol is offered twice");
  return protocols;
}

function listOf(given: unknown): readonly unknown[] {
  if (typeof given !== "object" || given === null) return [given];
  if (Symbol.iterator in given) return [...(given as Iterable<unknown>)];
  return listOf((given as { protocols?: unknown }).protocols ?? []);
}

/** Converts a value to the data that is sent: a copy of its bytes, or a text. */
export function readData(value: unknown): Data {
  if (value instanceof Blob) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice());
  if (!ArrayBuffer.isView(value)) return wellFormed(`${value as string}`);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
}

/**
 * Checks the code and the reason with which an application closes a socket. Without a code it is 1005.
 *
 * @throws InvalidAccessError, SyntaxError: a `DOMException`, as the platform does.
 */
export function readEnd(
  code: unknown,
  reason: unknown = "",
): { readonly code: number; readonly reason: string } {
  const number = code === undefined ? 1005 : Math.round(Number(code));
  if (code !== undefined && number !== 1000 && !(number >= 3000 && number <= 4999)) {
    const message = `${String(code)} is not a close code for an application`;
    throw new DOMException(message, "InvalidAccessError");
  }
  const words = wellFormed(`${reason as string}`);
  if (encoder.encode(words).length > 123) throw wrong("The reason is longer than 123 bytes");
  return { code: number, reason: words };
}

/** Replaces a lone surrogate with the replacement character. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

function wrong(message: string): DOMException {
  return new DOMException(message, "SyntaxError");
}
