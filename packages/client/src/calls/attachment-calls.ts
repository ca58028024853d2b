import type { UploadedAttachment } from "@repowire/protocol";

import { type AttachmentSource, blobOf, collect } from "../http/attachment-source.ts";
import type { Bytes } from "../http/bytes.ts";
import { type RepowireCall, callOf } from "../http/call.ts";
import { fileNameOf } from "../http/file-name.ts";
import type { CallOptions } from "../options.ts";
import { SessionCalls } from "./session-calls.ts";

/** What is known of a file that is uploaded. */
export interface UploadOptions {
  /** Absent: the name of a `File`. The daemon wants one, and goes by its last extension. */
  readonly filename?: string | undefined;
  /** The media type. Absent: that of a `Blob`. */
  readonly content_type?: string | undefined;
}

/** What the daemon says of a file that it hands out. */
export interface DownloadedFile {
  /** As the daemon guesses it from the extension. */
  readonly contentType: string | undefined;
  /** The daemon's own name for the file: its id, with the extension of the original. */
  readonly filename: string | undefined;
}

/** A file, all of it. */
export interface DownloadedBytes extends DownloadedFile {
  readonly bytes: Bytes;
}

/** A file on its way. Cancel the stream to end its connection early. */
export interface DownloadedStream extends DownloadedFile {
  readonly stream: ReadableStream<Bytes>;
}

/** The daemon keeps at most 10 MiB of a file; one that is larger is none of its. */
const downloadLimit = 16 * 1024 * 1024;

/** Files that travel along with messages. */
export abstract class AttachmentCalls extends SessionCalls {
  /**
   * Has the daemon keep a file for a day. A stream is read to its end first, within the timeout
   * and up to the daemon's 10 MiB; if it fails, the call rejects with what it failed with, and
   * nothing is sent. From a path: `uploadFile` of `@repowire/client/node`.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const log = new Blob(["3 passed, 1 failed"], { type: "text/plain" });
   * const { id, path, filename } = await client.uploadAttachment(log, { filename: "tests.txt" });
   * await client.notify({
   *   from_peer: "docs-claude-code",
   *   to_peer: "shop-codex",
   *   text: "These tests fail",
   *   attachments: [{ id, path, filename: filename ?? "tests.txt" }],
   * });
   * ```
   */
  uploadAttachment(
    file: AttachmentSource,
    { filename, content_type }: UploadOptions = {},
    options?: CallOptions,
  ): RepowireCall<UploadedAttachment> {
    return this.calls.upload("uploadAttachment", options, () => {
      const blob = blobOf(file, content_type);
      const name = filename ?? (file as Partial<File>).name;
      return {
        params: { file: blob ?? new Blob(), filename: name },
        source: async (signal) => {
          const form = new FormData();
          form.append("file", blob ?? (await collect(file, content_type, signal)), name);
          // As bytes: Node leaves a rejection behind when a form is dropped half sent, as it is when
          // the daemon answers early.
          const encoded = new Response(form);
          const type = encoded.headers.get("content-type") ?? "multipart/form-data";
          return { body: await encoded.arrayBuffer(), type };
        },
      };
    });
  }

  /**
   * Gets a file back, as bytes or as a stream. For a stream the timeout holds for the headers, and
   * then for each piece anew.
   *
   * @example
   * ```ts
   * import { RepowireClient } from "@repowire/client";
   *
   * const client = new RepowireClient();
   * const { bytes, contentType } = await client.downloadAttachment("0a1b2c3d");
   * console.log(bytes.byteLength, contentType);
   *
   * const { stream } = await client.downloadAttachment("0a1b2c3d", { as: "stream" });
   * for await (const piece of stream) console.log(piece.byteLength);
   * ```
   */
  downloadAttachment(
    attachment_id: string,
    params?: { readonly as?: "bytes" | undefined },
    options?: CallOptions,
  ): RepowireCall<DownloadedBytes>;
  downloadAttachment(
    attachment_id: string,
    params: { readonly as: "stream" },
    options?: CallOptions,
  ): RepowireCall<DownloadedStream>;
  downloadAttachment(
    attachment_id: string,
    { as = "bytes" }: { readonly as?: "bytes" | "stream" | undefined } = {},
    options?: CallOptions,
  ): RepowireCall<DownloadedBytes> | RepowireCall<DownloadedStream> {
    const params = { attachment_id };
    if (as === "stream") {
      const answer = this.calls.open("downloadAttachment", params, options);
      return callOf(answer, (stream, headers) => ({ stream, ...fileOf(headers) }));
    }
    const answer = this.calls.bytes("downloadAttachment", params, options, downloadLimit);
    return callOf(answer, (bytes, headers) => ({ bytes, ...fileOf(headers) }));
  }
}

function fileOf(headers: Headers): DownloadedFile {
  return {
    contentType: headers.get("content-type") ?? undefined,
    filename: fileNameOf(headers.get("content-disposition")),
  };
}
