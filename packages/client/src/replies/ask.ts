import type { AskParams, AskResult } from "@repowire/protocol";
import { ask as askEndpoint, waitOnAsk } from "@repowire/protocol/endpoints";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { lazy } from "../lazy.ts";
import { propertiesOf } from "../option-rules.ts";
import type { CallOptions } from "../options.ts";
import { throwIfAborted } from "../scope.ts";
import type { Ask, ReplyHandle, ReplyOptions, SentAsk } from "./reply.ts";
import type { AnswerSchema, SendAsk } from "./typed-reply.ts";

/** The search for replies, and what reads them. */
export const loadReplies = lazy(() => import("./replies.ts"));

/** Sends an ask. If it has a schema for its reply, the code that reads replies is loaded first. */
export function sendAsk<Params extends { readonly text: string }>(
  params: Params & { readonly reply?: AnswerSchema | undefined },
  options: CallOptions | undefined,
  send: SendAsk<Params>,
  daemon: Daemon,
): RepowireCall<Ask> {
  if (!("reply" in (Object(params) as object))) return send(params, options);
  const { reply: schema, ...rest } = propertiesOf("ask: the parameters", params) as typeof params;
  if (schema === undefined) return send(rest as unknown as Params, options);
  const typed = async () => {
    const { sendTypedAsk } = await daemon.load(loadReplies, askEndpoint, options);
    const { scope } = daemon;
    return sendTypedAsk(rest as unknown as Params, schema, options, send, scope).withResponse();
  };
  return callOf(typed());
}

/**
 * Loads the search for replies while a call is on the way, so that a wait for the reply begins without a
 * pause. If it cannot be loaded, the wait reports it: the response of the call is not lost.
 */
export function withSearch<Data>(
  daemon: Daemon,
  options: CallOptions | undefined,
  call: RepowireCall<Data>,
): RepowireCall<Data> {
  const { signal, timeout = daemon.settings.timeout } = options ?? {};
  const loading = daemon.scope.within({ signal, timeout }, () => loadReplies(daemon.clock));
  loading.catch(() => undefined);
  const respond = async () => {
    const response = await call.withResponse();
    await loading.catch(() => undefined);
    return response;
  };
  return callOf(respond());
}

/** An ask whose search for the reply begins, and if necessary loads, with the first wait. */
export function handleOf(daemon: Daemon, ask: SentAsk): ReplyHandle {
  let handle: ReplyHandle | undefined;
  return {
    async reply(options) {
      if (handle === undefined) {
        const { AskHandle, findReplyOf } = await daemon.load(
          loadReplies,
          waitOnAsk,
          options,
          "reply",
        );
        handle ??= new AskHandle(ask, findReplyOf(daemon), daemon.scope);
      }
      return handle.reply(options);
    },
  };
}

/**
 * Adds `reply` to the daemon's response. It is not enumerable, so JSON leaves it out. `undefined`: the
 * response, which perhaps nothing has checked, does not name the ask.
 */
export function withReply(
  result: AskResult,
  sent: Parameters<typeof sentAsk>[0],
  handleOf: (ask: SentAsk) => ReplyHandle,
): Ask | undefined {
  if (typeof result.correlation_id !== "string") return undefined;
  const handle = handleOf(sentAsk(sent, result.correlation_id));
  return Object.defineProperty(result, "reply", {
    value: (options?: ReplyOptions) => handle.reply(options),
    configurable: true,
    writable: true,
  }) as Ask;
}

/** What an ask needs to know of itself to find its reply. */
export function sentAsk(
  { from_peer, to_peer, question }: Pick<AskParams, "from_peer" | "to_peer" | "question">,
  correlation_id: string,
): SentAsk {
  return { correlation_id, from_peer, to_peer, question: question ?? undefined };
}

/** Time limit in milliseconds for each check before an ask. */
const longest = 1_000;

/**
 * Asks the daemon to keep the reply for a wait, if the daemon supports it and the asker has no socket.
 * Otherwise the reply of a quick peer would be lost. The parameter is not sent to a daemon that does not
 * announce it.
 */
export async function withReplyDelivery(
  daemon: Daemon,
  params: AskParams,
  options: CallOptions = {},
): Promise<AskParams> {
  const { reply_delivery, ...rest } = propertiesOf(
    "ask: the parameters",
    params,
  ) as unknown as AskParams;
  const { signal, headers } = options;
  const timeout = Math.min(longest, (options.timeout ?? daemon.settings.timeout) / 4);
  const look = { signal, headers, timeout, retry: 0 };
  try {
    if (!(await hasPullAsks(daemon, look))) return rest;
    if (reply_delivery != null) return params;
    return (await hasSocket(daemon, params, look)) ? rest : { ...rest, reply_delivery: "pull" };
  } catch {
    throwIfAborted(signal);
    // If the daemon has a problem, the ask itself reports it.
    return rest;
  }
}

async function hasPullAsks(daemon: Daemon, look: CallOptions): Promise<boolean> {
  if (daemon.hasPullAsks === undefined) {
    // Only what the daemon itself says is remembered. While it restarts, something else may answer.
    const { capabilities } = await daemon.caller.call("health", {}, look);
    daemon.hasPullAsks = capabilities?.ask_pull_delivery === true;
  }
  return daemon.hasPullAsks;
}

async function hasSocket(
  daemon: Daemon,
  { from_peer, circle }: AskParams,
  look: CallOptions,
): Promise<boolean> {
  try {
    const params = { identifier: from_peer, ...(circle != null && { circle }) };
    const peer = await daemon.caller.call("getPeer", params, look);
    return peer.ws_connected === true;
  } catch (error) {
    if (hasCode(error, "unknown_peer")) return false;
    throw error;
  }
}
