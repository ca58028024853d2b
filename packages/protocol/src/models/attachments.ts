import * as z from "zod/mini";

import { checked, int, nullishText, optionalText, pathSegment, rule } from "../schema.ts";
import { endpointTable } from "../endpoint.ts";

/** The schema of {@link UploadAttachmentParams}. */
export const UploadAttachmentParamsSchema = checked(
  z.strictObject({
    /** At most 10 MiB, with its type; the daemon answers 413 to more. */
    file: z.custom<Blob>((value) => value instanceof Blob, { error: "must be a Blob or a File" }),
    /** Absent: the name of the `File`. Its last extension is kept, and types the download. */
    filename: optionalText,
  }),
  rule(
    ({ file, filename = "name" in file ? String(file.name) : "" }) => filename !== "",
    "needs a filename: a Blob has none",
  ),
);

/** A file for the daemon to keep for a day. */
export type UploadAttachmentParams = z.infer<typeof UploadAttachmentParamsSchema>;

/** The schema of {@link UploadedAttachment}. */
export const UploadedAttachmentSchema = z.looseObject({
  /** 8 hex digits. */
  id: z.string(),
  /** Absolute, on the daemon's machine. */
  path: z.string(),
  /** As it was sent. */
  filename: nullishText,
  /** Bytes. */
  size: int,
  content_type: nullishText,
});

/** A file that the daemon keeps; send it along in `attachments`. */
export type UploadedAttachment = z.infer<typeof UploadedAttachmentSchema>;

/** The schema of {@link DownloadAttachmentParams}. */
export const DownloadAttachmentParamsSchema = z.strictObject({
  attachment_id: pathSegment("an attachment id"),
});

/** Which file to get. */
export type DownloadAttachmentParams = z.infer<typeof DownloadAttachmentParamsSchema>;

/** Routes about attachments. */
export const attachmentEndpoints = endpointTable({
  /** Gives the daemon a file to keep for a day. */
  uploadAttachment: {
    method: "POST",
    path: "/attachments",
    params: UploadAttachmentParamsSchema,
    body: "multipart",
    result: UploadedAttachmentSchema,
    actsTwice: true,
  },
  /** Gets a file that the daemon keeps. */
  downloadAttachment: {
    method: "GET",
    path: "/attachments/{attachment_id}",
    params: DownloadAttachmentParamsSchema,
    response: "bytes",
    result: z.unknown(),
  },
});
