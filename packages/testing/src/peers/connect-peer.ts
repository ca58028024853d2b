import { FakeDaemonError } from "../fake-daemon-error.ts";
import { machineTimers } from "../time/turns.ts";
import { checkPeer } from "../checks.ts";
import type { PeerHost } from "./peer-host.ts";
import { ScriptedPeer, type ScriptedPeerOptions } from "./scripted-peer.ts";

/** The options of a scripted peer that connects to any daemon. */
export interface ConnectScriptedPeerOptions extends ScriptedPeerOptions {
  /** The daemon's address, such as `http://127.0.0.1:8377`. */
  readonly baseUrl: string;
  /** Default: the runtime's own. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default: the runtime's own. */
  readonly WebSocket?: typeof globalThis.WebSocket;
}

/**
 * Connects a scripted peer to any daemon, including a real one. `peer.disconnect()` throws the first
 * error of its scripts, because there is no `verify()` to report it.
 *
 * @throws FakeDaemonError if the daemon refuses the peer, or if no daemon listens at the address.
 *
 * @example
 * ```ts
 * import { connectScriptedPeer } from "@repowire/testing";
 *
 * const bob = await connectScriptedPeer("bob", { baseUrl: "http://127.0.0.1:8377" });
 * bob.onAsk(/port/).reply("8377");
 * ```
 */
export async function connectScriptedPeer(
  name: string,
  {
    baseUrl: given,
    fetch = globalThis.fetch,
    WebSocket = globalThis.WebSocket,
    ...options
  }: ConnectScriptedPeerOptions,
): Promise<ScriptedPeer> {
  checkPeer(name, options);
  const baseUrl = readBaseUrl(given);
  const host: PeerHost = {
    open({ onFrame, onClose }) {
      const socket = new WebSocket(`${baseUrl.replace(/^http/, "ws")}/ws`);
      const waiting: string[] = [];
      socket.addEventListener("open", () => waiting.splice(0).forEach((text) => socket.send(text)));
      socket.addEventListener("message", ({ data }) => onFrame(String(data)));
      socket.addEventListener("close", ({ code }) => onClose(code));
      return {
        send: (text) => (socket.readyState === 1 ? socket.send(text) : waiting.push(text)),
        close: () => socket.close(),
      };
    },
    call: (path, body) =>
      fetch(`${baseUrl}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(options.auth_token && { authorization: `Bearer ${options.auth_token}` }),
        },
        body: JSON.stringify(body),
      }),
    // The socket of the peer keeps the process alive; a waiting script need not.
    after: (milliseconds, action) => void machineTimers.set(action, milliseconds).unref(),
    whenUp: (action) => action(),
    transcript: () => "",
    isBusy: () => false,
    during: (script) => script(),
    isOpen: () => undefined,
  };
  return new ScriptedPeer(name, options, host).ready();
}

function readBaseUrl(baseUrl: unknown): string {
  const url = typeof baseUrl === "string" ? URL.parse(baseUrl) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
  throw new FakeDaemonError(
    "misuse",
    `${JSON.stringify(baseUrl)} is not the address of a daemon: write one such as "http://127.0.0.1:8377"`,
  );
}
