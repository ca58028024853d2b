import { createWriteStream } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";

import type { UploadedAttachment } from "@repowire/protocol";

import type { DownloadedFile, UploadOptions } from "./http/files.ts";
import type { CallOptions } from "./options.ts";
import type { RepowireClient } from "./client.ts";

export {
  DaemonConfigError,
  type FindDaemonOptions,
  type FoundDaemon,
  findDaemon,
} from "./find-daemon.ts";

/**
 * Has the daemon keep a file, from a path. Its name is the file's, unless `params` say another.
 *
 * @throws what the file system says, before anything is sent; else what `uploadAttachment` throws.
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
  params: UploadOptions = {},
  options?: CallOptions,
): Promise<UploadedAttachment> {
  const bytes = await readFile(path, { signal: options?.signal });
  return client.uploadAttachment(bytes, { filename: basename(path), ...params }, options);
}

/**
 * Gets a file from the daemon to a path. The path has the whole file or is left as it was: what
 * arrives is first written beside it.
 *
 * @throws what the file system says, or what `downloadAttachment` throws.
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
  const { stream, ...file } = await client.downloadAttachment(
    attachment_id,
    { as: "stream" },
    options,
  );
  const part = `${path}.${crypto.randomUUID()}.part`;
  try {
    await pipeline(stream, createWriteStream(part, { flags: "wx" }));
    await rename(part, path);
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
  return file;
}
