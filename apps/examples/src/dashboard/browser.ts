import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CHROMIUM } = process.env;
const places =
  CHROMIUM === undefined ? ["/usr/bin/chromium", "/usr/bin/google-chrome"] : [CHROMIUM];

/** Where a Chromium is, if there is one. */
export const chromium = places.find((place) => existsSync(place));

/** A page in a headless Chromium, over its debugging protocol. */
export class BrowserPage {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (result: Record<string, unknown>) => void>();
  #calls = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as {
        id?: number;
        result?: Record<string, unknown>;
      };
      if (id !== undefined) this.#answers.get(id)?.(result ?? {});
    });
  }

  static async open(executable: string, url: string): Promise<BrowserPage> {
    const profile = mkdtempSync(join(tmpdir(), "dashboard-"));
    const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1000,620"];
    const child = spawn(
      executable,
      [...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, url],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const port = await debuggingPort(child);
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`);
      const targets = (await response.json()) as { url: string; webSocketDebuggerUrl: string }[];
      const target = targets.find((each) => each.url === url);
      if (target === undefined) continue;
      const socket = new WebSocket(target.webSocketDebuggerUrl);
      await new Promise((resolve) => {
        socket.addEventListener("open", resolve);
      });
      const page = new BrowserPage(child, profile, socket);
      // Until it is loaded, what is asked of it may be lost with the empty page before it.
      while ((await page.evaluate("document.readyState")) !== "complete");
      return page;
    }
  }

  /** The value of an expression in the page; a promise is waited for. */
  async evaluate(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result } = await this.#call("Runtime.evaluate", options);
    return (result as { value?: unknown } | undefined)?.value;
  }

  /** A picture of the page, as PNG. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.#call("Page.captureScreenshot", { format: "png" });
    return Buffer.from(String(data), "base64");
  }

  async close(): Promise<void> {
    this.#socket.close();
    const exited = new Promise((resolve) => {
      this.#process.on("exit", resolve);
    });
    this.#process.kill();
    await exited;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #call(method: string, params: object): Promise<Record<string, unknown>> {
    const id = ++this.#calls;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

async function debuggingPort({ stderr }: ChildProcess): Promise<string> {
  let said = "";
  for await (const piece of stderr ?? []) {
    said += String(piece);
    const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error(`Chromium did not start: ${said}`);
}
