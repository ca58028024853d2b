import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { startSmallDaemon } from "./runtimes/small-daemon.ts";

/** Runs a program with the client, and gives what it wrote. */
async function run(program: string): Promise<string> {
  const conditions = process.env["REPOWIRE_DIST"] === "1" ? [] : ["--conditions=@repowire/source"];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...conditions, "--no-warnings", "--input-type=module", "--eval", program],
    { cwd: import.meta.dirname, timeout: 20_000 },
  );
  return stdout + stderr;
}

it("a program that forgot to close its client ends, and had nothing written for it", async () => {
  const daemon = await startSmallDaemon();
  const written = await run(`
    import { RepowireClient } from "@repowire/client";
    const client = new RepowireClient({ baseUrl: ${JSON.stringify(daemon.url)} });
    await client.health({ signal: new AbortController().signal });
    await client.getPeer("missing").catch(() => undefined);
    await client.getPeer("silent", {}, { timeout: 20 }).catch(() => undefined);
    await client.getPeer("cut").catch(() => undefined);
  `);
  await daemon.close();
  expect(written).toBe("");
});

it("a failed call on a port that says nothing does not keep a program alive", async () => {
  // It reads, because otherwise it would not notice that a connection has ended.
  const silent = createServer((socket) => void socket.resume().on("error", () => undefined));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const written = await run(`
    import { RepowireClient } from "@repowire/client";
    const client = new RepowireClient({ baseUrl: "http://127.0.0.1:${port}" });
    const timeout = 50;
    const failed = await Promise.allSettled([
      client.health({ timeout }),
      client.health({ timeout, retry: 5 }),
      client.health({ timeout: Infinity, signal: AbortSignal.timeout(timeout) }),
      client.ask({ from_peer: "a", to_peer: "b", text: "?" }, { timeout }),
      client.uploadAttachment(new Blob(["a"]), { filename: "a" }, { timeout }),
      client.downloadAttachment("a", { as: "stream" }, { timeout }),
      client.waitForPeer("a", { timeout }),
      client.eventStream({ signal: AbortSignal.timeout(timeout) }).next(),
    ]);
    const start = performance.now();
    process.on("exit", () => {
      const late = performance.now() - start > 5_000;
      console.log(failed.filter(({ status }) => status === "rejected").length, late);
    });
  `);
  await promisify(silent.close.bind(silent))();
  expect(written).toBe("8 false\n");
});

it("a failure leads to whoever made the call", async () => {
  const written = await run(`
    import { RepowireClient } from "@repowire/client";
    async function whoeverCalled() {
      await new RepowireClient({ fetch: () => Promise.reject(new Error("no")) }).health();
    }
    await whoeverCalled().catch((error) => console.log(error.stack));
  `);
  expect(written).toContain("at async whoeverCalled");
});
