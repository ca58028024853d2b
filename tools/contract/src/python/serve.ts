import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

const COMMAND = join(import.meta.dirname, "../../../../packages/testing/src/cli.ts");

/** Starts the fake daemon as other languages do: as a command. */
export async function startServe(release: string): Promise<{ url: string; stop: () => void }> {
  const child = spawn(
    process.execPath,
    ["--conditions=@repowire/source", COMMAND, "serve", "--emulate", release],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    return { url, stop: () => child.kill() };
  }
  throw new Error("the command ended before it printed its address");
}
