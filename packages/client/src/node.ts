import { createReadStream } from "node:fs";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";

import type { UploadedAttachment } from "@repowire/protocol";
import { isMap, isScalar, parseDocument } from "yaml";

import type { RepowireClient } from "./client.ts";
import {
  type Environment,
  type Found,
  baseUrlOf,
  processEnvironment,
  readEnvironment,
} from "./environment.ts";
import type { DownloadedFile, UploadOptions } from "./http/files.ts";
import type { Bytes } from "./http/body.ts";
import { loadFiles } from "./parts.ts";
import { type Rules, checkOptions, having, rule, text } from "./option-rules.ts";
import { type CallOptions, callSettingsOf, checkToken } from "./options.ts";

export type { Environment } from "./environment.ts";

/**
 * Uploads a file from a path. The daemon keeps it for a day. The upload has the file's name, unless
 * `params` gives another. A file of more than 10 MiB is refused before it is read.
 *
 * @throws the file system's error, before anything is sent; otherwise the errors of `uploadAttachment`.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { uploadFile } from "@repowire/client/node";
 *
 * const client = new RepowireClient();
 * const { id } = await uploadFile(client, "./coverage.txt");
 * console.log(id);
 * ```
 */
export async function uploadFile(
  client: RepowireClient,
  path: string,
  params?: UploadOptions,
  options?: CallOptions,
): Promise<UploadedAttachment> {
  having<RepowireClient>("uploadAttachment").check("uploadFile: client", client);
  const at = text.check("uploadFile: path", path);
  callSettingsOf("uploadFile", options);
  const { checkSize, uploadOptionsOf } = await loadFiles();
  const { filename = basename(at), ...more } = uploadOptionsOf("uploadFile", params);
  // The client runs this within the call, so that its time limit and its signal apply to a slow disk too.
  async function* read() {
    const found = await stat(at);
    // A pipe or a device has no size, and may never end.
    if (!found.isFile()) throw new TypeError(`uploadFile: ${at} is not a regular file`);
    checkSize("uploadFile", found.size);
    yield* createReadStream(at) as AsyncIterable<Bytes>;
  }
  return client.uploadAttachment(read(), { filename, ...more }, options);
}

/**
 * Downloads a file to a path. If the download fails, the path stays as it was: the data is first written
 * to a file beside it.
 *
 * @throws the file system's error, or the errors of `downloadAttachment`.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { downloadFile } from "@repowire/client/node";
 *
 * const client = new RepowireClient();
 * const { contentType } = await downloadFile(client, "0a1b2c3d", "./coverage.txt");
 * console.log(contentType);
 * ```
 */
export async function downloadFile(
  client: RepowireClient,
  attachment_id: string,
  path: string,
  options?: CallOptions,
): Promise<DownloadedFile> {
  having<RepowireClient>("downloadAttachment").check("downloadFile: client", client);
  const part = `${text.check("downloadFile: path", path)}.${crypto.randomUUID()}.part`;
  callSettingsOf("downloadFile", options);
  const { stream, ...file } = await client.downloadAttachment(
    attachment_id,
    { as: "stream" },
    options,
  );
  try {
    const target = await open(part, "wx");
    try {
      // `pipeline` would take a signal's reason such as `null` for the end of the file.
      for await (const piece of stream) await target.writeFile(piece);
    } finally {
      await target.close();
    }
    await rename(part, path);
  } catch (thrown) {
    await stream.cancel().catch(() => undefined);
    await rm(part, { force: true }).catch(() => undefined);
    throw thrown;
  }
  return file;
}

/** Where {@link findDaemon} looks. */
export interface FindDaemonOptions {
  /** The environment variables. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** The folder that contains `.repowire/config.yaml`. Default: the user's home folder. */
  readonly home?: string | undefined;
}

/** Where the local daemon is, and where each setting came from. */
export interface FoundDaemon {
  /** For `new RepowireClient(clientOptions)`. */
  readonly clientOptions: {
    readonly baseUrl: string;
    /**
     * Returns the current token. It reads the file again for each call, because a set-up may write or
     * change the token while a program runs.
     */
    readonly authToken: () => Promise<string | undefined>;
  };
  /**
   * The variable or file that each setting came from, or `"default"`. `authToken` is `"none"` if there is
   * no token. The token itself is never included.
   */
  readonly sources: {
    readonly host: string;
    readonly port: string;
    readonly authToken: string;
  };
}

/**
 * A configuration file that cannot be used: it is unreadable, not YAML, or has another structure. The
 * message names the file and never quotes it.
 */
export class DaemonConfigError extends Error {
  /** The name of the class. */
  override readonly name = "DaemonConfigError";
  /** The file. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
  }
}

const findOptions = {
  env: rule<Environment>(
    "an object of strings",
    (value) =>
      typeof value === "object" &&
      value !== null &&
      Object.values(value).every((each) => each === undefined || typeof each === "string"),
  ),
  home: text,
} satisfies Rules<FindDaemonOptions>;

/**
 * Finds the daemon of this machine, as its own programs do.
 *
 * Variables take precedence over the file: `REPOWIRE_DAEMON_URL`, or `REPOWIRE_DAEMON__HOST` and
 * `REPOWIRE_DAEMON__PORT`, and `REPOWIRE_DAEMON__AUTH_TOKEN` (also with one underscore:
 * `REPOWIRE_DAEMON_HOST`, `REPOWIRE_DAEMON_PORT`, `REPOWIRE_AUTH_TOKEN`). `REPOWIRE_CONFIG` names the
 * file; without it, the file is `~/.repowire/config.yaml`. If there is neither a variable nor a file, the
 * daemon is expected at `http://127.0.0.1:8377` and no token is sent.
 *
 * @throws DaemonConfigError if the file cannot be read or understood, or if `REPOWIRE_CONFIG` names a
 * file that does not exist. Throws a TypeError if a variable is invalid.
 *
 * @example
 * ```ts
 * import { RepowireClient } from "@repowire/client";
 * import { findDaemon } from "@repowire/client/node";
 *
 * const { clientOptions, sources } = await findDaemon();
 * console.error(`daemon at ${clientOptions.baseUrl}, token from ${sources.authToken}`);
 * await using client = new RepowireClient(clientOptions);
 * console.log(await client.health());
 * ```
 */
export async function findDaemon(options: FindDaemonOptions = {}): Promise<FoundDaemon> {
  const { env = processEnvironment(), home = homedir() } = checkOptions(
    "findDaemon",
    findOptions,
    options,
  );
  const variables = readEnvironment(env);
  const config = new ConfigFile(env["REPOWIRE_CONFIG"] || undefined, home);
  const file = await config.read();
  const { url } = variables;
  const host = variables.host ?? file.host;
  const port = variables.port ?? file.port;
  const authToken = variables.authToken ?? file.authToken;
  return {
    clientOptions: {
      baseUrl: url?.value ?? baseUrlOf(host, port),
      authToken: async () => (variables.authToken ?? (await config.read()).authToken)?.value,
    },
    sources: {
      host: (url ?? host)?.source ?? "default",
      port: (url ?? port)?.source ?? "default",
      authToken: authToken?.source ?? "none",
    },
  };
}

interface FileSettings {
  readonly host?: Found;
  readonly port?: Found;
  readonly authToken?: Found;
}

/** The daemon's file, read again only when it has changed. */
class ConfigFile {
  readonly #path: string;
  readonly #required: boolean;
  #version: string | undefined;
  #settings: FileSettings = {};

  constructor(named: string | undefined, home: string) {
    this.#path = named ?? join(home, ".repowire", "config.yaml");
    this.#required = named !== undefined;
  }

  async read(): Promise<FileSettings> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      const version = `${mtimeMs} ${size} ${ino}`;
      if (version === this.#version) return this.#settings;
      this.#settings = parseSettings(this.#path, await readFile(this.#path, "utf8"));
      this.#version = version;
      return this.#settings;
    } catch (thrown) {
      if (thrown instanceof DaemonConfigError) throw thrown;
      const { code = "unknown error" } = thrown as { code?: string };
      if (code === "ENOENT" && !this.#required) return {};
      throw new DaemonConfigError(this.#path, `cannot be read (${code})`);
    }
  }
}

/** The parser's messages quote the file, and with it the token. So only the line number is shown. */
function parseSettings(path: string, text: string): FileSettings {
  const document = parseDocument(text, { prettyErrors: true, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    throw new DaemonConfigError(path, `is not YAML${line ? ` (line ${line})` : ""}`);
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return {};
  const daemon = isMap(contents) ? contents.get("daemon", true) : contents;
  if (daemon === undefined || (isScalar(daemon) && daemon.value === null)) return {};
  if (!isMap(daemon)) {
    throw new DaemonConfigError(
      path,
      "must be a map with the settings of the daemon below `daemon`",
    );
  }
  const read = (key: string): Found | undefined => {
    const node = daemon.get(key, true) as unknown;
    if (node === undefined) return undefined;
    if (!isScalar(node)) throw new DaemonConfigError(path, `daemon.${key} must be a single value`);
    if (node.value === null || node.value === "") return undefined;
    // A token of digits is a number for YAML; what the file says is meant.
    const value = typeof node.value === "string" ? node.value : (node.source ?? "");
    return { value, source: path };
  };
  const [host, port, authToken] = [read("host"), read("port"), read("auth_token")];
  try {
    baseUrlOf(host, port);
    if (authToken !== undefined) checkToken(authToken.value, "daemon.auth_token");
  } catch (thrown) {
    throw new DaemonConfigError(path, (thrown as Error).message.replace(`${path}: `, ""));
  }
  return {
    ...(host && { host }),
    ...(port && { port }),
    ...(authToken && { authToken }),
  };
}
