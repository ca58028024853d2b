import { constants, createWriteStream, openAsBlob } from "node:fs";
import { access, rename, rm, stat } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";

import type { UploadedAttachment } from "@repowire/protocol";

import { type DownloadedFile, type UploadOptions, checkSize } from "./http/files.ts";
import type { CallOptions } from "./options.ts";
import type { RepowireClient } from "./client.ts";

export type { Environment } from "./environment.ts";
export {
  DaemonConfigError,
  type FindDaemonOptions,
  type FoundDaemon,
  findDaemon,
} from "./find-daemon.ts";

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
  params: UploadOptions = {},
  options?: CallOptions,
): Promise<UploadedAttachment> {
  // `access` reports ENOENT or EACCES with the path; a blob would give no reason. Besides, a blob of Node
  // has the wrong size from 4 GiB on.
  await access(path, constants.R_OK);
  checkSize((await stat(path)).size);
  const file = await openAsBlob(path);
  return client.uploadAttachment(file, { filename: basename(path), ...params }, options);
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
