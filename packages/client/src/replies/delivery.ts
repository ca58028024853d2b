import type { AskParams } from "@repowire/protocol";
import { isDaemonHTTPError } from "@repowire/protocol/errors";

import type { Daemon } from "../daemon.ts";
import { hasCode } from "../errors.ts";
import type { CallOptions } from "../options.ts";

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
  const { reply_delivery, ...rest } = params;
  const { signal, headers } = options;
  const timeout = Math.min(longest, (options.timeout ?? daemon.settings.timeout) / 4);
  const look = { signal, headers, timeout, retry: 0 };
  try {
    if (!(await hasPullAsks(daemon, look))) return rest;
    if (reply_delivery != null) return params;
    return (await hasSocket(daemon, params, look)) ? rest : { ...rest, reply_delivery: "pull" };
  } catch {
    signal?.throwIfAborted();
    // If the daemon has a problem, the ask itself reports it.
    return rest;
  }
}

async function hasPullAsks(daemon: Daemon, look: CallOptions): Promise<boolean> {
  if (daemon.hasPullAsks === undefined) {
    try {
      const { capabilities } = await daemon.caller.call("health", {}, look);
      daemon.hasPullAsks = capabilities?.ask_pull_delivery === true;
    } catch (error) {
      if (isDaemonHTTPError(error)) daemon.hasPullAsks = false;
      throw error;
    }
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
