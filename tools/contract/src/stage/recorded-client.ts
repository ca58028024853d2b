import type { RepowireClient } from "@repowire/client";
import { isDaemonHTTPError } from "@repowire/protocol";
import type { Json } from "./json.ts";
import type { Transcript } from "./transcript.ts";

type Method = (...args: unknown[]) => Promise<unknown>;

/** The same client, which adds every call and its outcome to the transcript. */
export function recordedClient(client: RepowireClient, transcript: Transcript): RepowireClient {
  return new Proxy(client, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== "function" || typeof name !== "string") return method;
      return (...args: unknown[]) => {
        const done = transcript.later({ client: name, with: shown(args) });
        const calling = (method as Method).apply(target, args);
        return calling.then(
          (value) => {
            done({ gives: shown(value) });
            return value;
          },
          (error: unknown) => {
            done({ throws: failure(error) });
            throw error;
          },
        );
      };
    },
  });
}

function failure(error: unknown): Json {
  if (!isDaemonHTTPError(error)) return { message: String(error) };
  const { name, status, detail = null, code = null, codeSource = null, delivery } = error;
  return { name, status, detail, code, codeSource, delivery: shown(delivery) };
}

function shown(value: unknown): Json {
  if (value instanceof Blob) return `<${value.size} bytes of a file>`;
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array
      ? new TextDecoder().decode(inner)
      : inner instanceof Blob
        ? shown(inner)
        : inner,
  );
  return JSON.parse(text ?? "null") as Json;
}
