import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

import { DebuggingPipe, type Facts } from "./debugging-pipe.ts";
import { inTime } from "./patience.ts";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The size of the page, in pixels. */
export const pageSize = { width: 1_200, height: 640 } as const;

/** A page in a headless Chromium. */
export class BrowserPage {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #pipe: DebuggingPipe;
  readonly #closed: Promise<unknown>;
  #said = "";
  #session: string | undefined;
  #loaded = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();
  /** The errors of the browser and the page. */
  readonly complaints: string[] = [];

  private constructor(executable: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "dashboard-"));
    const profile = `--user-data-dir=${join(this.#folder, "profile")}`;
    this.#process = spawn(executable, [...flags, ...quiet, "--remote-debugging-pipe", profile], {
      // All processes of the browser hold the third pipe. When it closes, all of them have ended.
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      // Its leftovers are removed with its folder.
      env: { ...process.env, HOME: this.#folder, TMPDIR: this.#folder },
    });
    // A program that cannot start fires `close` too.
    this.#process.on("error", ({ message }) => this.complaints.push(message));
    this.#closed = once(this.#process, "close").catch(() => undefined);
    const [, , stderr, writing, reading] = this.#process.stdio;
    (stderr as Readable).setEncoding("utf8").on("data", (piece: string) => {
      this.#said = (this.#said + piece).slice(-2_000);
    });
    this.#pipe = new DebuggingPipe(writing as Writable, reading as Readable, (method, params) =>
      this.#hear(method, params),
    );
  }

  static async open(executable: string, url: string): Promise<BrowserPage> {
    const page = new BrowserPage(executable);
    try {
      await page.#visit(url);
      return page;
    } catch (error) {
      await page.close();
      const heard = [...page.complaints, page.#said].join("\n");
      throw new Error(`${executable} did not open the page\n${heard}`, { cause: error });
    }
  }

  /**
   * Runs a function in the page and returns its result. The function must not use names from outside.
   */
  async evaluate<Result, Given extends readonly (string | number)[]>(
    run: (...given: Given) => Result,
    ...given: Given
  ): Promise<Awaited<Result>> {
    const { result, exceptionDetails } = await this.#call("Runtime.evaluate", {
      expression: `(${String(run)})(...${JSON.stringify(given)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(`in the page: ${wordsOf(exceptionDetails as Facts)}`);
    return (result as Facts)["value"] as Awaited<Result>;
  }

  /** Resolves when the page next changes. */
  nextChange(): Promise<void> {
    return this.#changed.promise;
  }

  /** Returns a picture of the page as PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.#call("Page.captureScreenshot", { format: "png" });
    return Buffer.from(String(data), "base64");
  }

  async close(): Promise<void> {
    const closed = () => inTime(this.#closed, () => "the browser did not end");
    this.#process.kill();
    try {
      await closed().catch(() => {
        this.#process.kill("SIGKILL");
        return closed();
      });
    } finally {
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #visit(url: string): Promise<void> {
    const { targetId } = await this.#pipe.call("Target.createTarget", { url: "about:blank" });
    const attaching = { targetId, flatten: true };
    const { sessionId } = await this.#pipe.call("Target.attachToTarget", attaching);
    this.#session = String(sessionId);
    await this.#call("Page.enable");
    await this.#call("Runtime.enable");
    await this.#call("Runtime.addBinding", { name: "pageChanged" });
    await this.#call("Emulation.setDeviceMetricsOverride", {
      ...pageSize,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await this.#call("Page.navigate", { url });
    await inTime(this.#loaded.promise, () => `${url} was not loaded`);
    await this.evaluate(() => {
      const { pageChanged } = globalThis as unknown as { pageChanged(payload: string): void };
      const everything = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(() => pageChanged("")).observe(document, everything);
    });
  }

  #call(method: string, params?: Facts): Promise<Facts> {
    return this.#pipe.call(method, params, this.#session);
  }

  #hear(method: string, { exceptionDetails }: Facts): void {
    if (method === "Page.loadEventFired") this.#loaded.resolve();
    if (method === "Runtime.exceptionThrown") {
      this.complaints.push(wordsOf(exceptionDetails as Facts));
    }
    if (method === "Runtime.bindingCalled") {
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
  }
}

function wordsOf({ text, exception }: Facts): string {
  const { description } = (exception ?? {}) as { description?: string };
  return description ?? String(text);
}
