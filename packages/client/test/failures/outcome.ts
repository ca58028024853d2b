import { deepStrictEqual, ok } from "node:assert/strict";
import { inspect } from "node:util";

import { type CallOptions, RepowireClient, type RepowireClientOptions } from "@repowire/client";

/** The secrets that no text of a failure may contain. */
export const token = "tOkEn-0f-tHe-tEsT";
/** The path of a relay, which is as secret as a token. */
export const relayPath = "/d/rElAy-tOkEn-0f-tHe-tEsT";

/** How a call ended. */
export type Outcome =
  | { readonly value: unknown; readonly error?: undefined; readonly lines: readonly string[] }
  | { readonly value?: undefined; readonly error: unknown; readonly lines: readonly string[] };

/** A call with which every failure is tried. */
export type Call = (client: RepowireClient, options?: CallOptions) => Promise<unknown>;

/**
 * A read, and a call that acts. The second is called by its endpoint, because the method first asks for
 * the daemon's capabilities. `src/replies/delivery.test.ts` tests failures of that request.
 */
export const calls: Readonly<Record<"GET" | "POST", Call>> = {
  GET: (client, options) => client.getPeer("docs-codex", {}, options),
  POST: (client, options) =>
    client.request(
      "ask",
      { from_peer: "docs-codex", to_peer: "shop-codex", text: "Which port?" },
      options,
    ),
};

/** Makes a call with every option that could reveal a secret, and checks that no secret is revealed. */
export async function outcomeOf(
  call: Call,
  options: RepowireClientOptions,
  callOptions?: CallOptions,
): Promise<Outcome> {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const client = new RepowireClient({
    authToken: token,
    logger: { debug: write, warn: write },
    onResponse: (event) => void lines.push(inspect(event, everything)),
    ...options,
  });
  try {
    const value = await call(client, callOptions);
    return { value, lines };
  } catch (error) {
    deepStrictEqual(leaks({ error, lines, client }), []);
    return { error, lines };
  } finally {
    await client.close();
  }
}

const everything = { depth: Infinity, showHidden: true, maxStringLength: Infinity };

/** The texts that result from all ways to print an error. */
function leaks({ error, lines, client }: { error: unknown; lines: string[]; client: object }) {
  const texts: Record<string, string> = {
    inspect: inspect(error, everything),
    json: JSON.stringify(error) ?? "",
    text: String(error),
    stack: String((error as Error | undefined)?.stack),
    cause: inspect((error as Error | undefined)?.cause, everything),
    client: inspect(client, everything),
    log: lines.join("\n"),
  };
  return Object.keys(texts).filter((name) =>
    [token, relayPath, relayPath.slice(3)].some((secret) => texts[name]?.includes(secret)),
  );
}

/** The facts of an error that a row expects. */
export function factsOf(error: unknown): Record<string, unknown> {
  ok(error instanceof Error, `not an error: ${inspect(error)}`);
  const { name, delivery, status } = error as Partial<
    Record<"name" | "delivery" | "status", unknown>
  >;
  return { name, delivery, ...(status !== undefined && { status }) };
}
