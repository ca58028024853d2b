import { existsSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";

export const OLD = "0.14.17";
export const NEW = "0.17.0";

/** Starting takes seconds, and longer beside other tests. */
export const PATIENCE = { timeout: 90_000 };

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** What a daemon left behind; empty if everything was removed. */
export async function leftovers(daemon: {
  pid: number;
  port: number;
  workFolder: string;
}): Promise<string[]> {
  return [
    isAlive(daemon.pid) ? "process" : "",
    (await isListening(daemon.port)) ? "port" : "",
    existsSync(dirname(daemon.workFolder)) ? "folder" : "",
  ].filter(Boolean);
}
