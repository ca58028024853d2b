import { endpointTable } from "../endpoint-table.ts";
import type * as models from "../generated/models.ts";
import * as rules from "../rules.ts";
import {
  type ObjectSchema,
  anything,
  blob,
  closed,
  int,
  nullishString,
  optionalString,
  pathSegment,
  rule,
  string,
  tolerant,
} from "../schema.ts";

/** A file to upload. The daemon keeps it for a day. */
export const UploadAttachmentParamsSchema: ObjectSchema<models.UploadAttachmentParams> = closed(
  {
    /** At most 10 MiB, with its media type. The daemon answers 413 to a larger file. */
    file: blob,
    /**
     * Default: the name of the `File`. The daemon keeps its last extension, which decides the type of the
     * download.
     */
    filename: optionalString,
  },
  { rules: [rule(rules.hasFilename, [], "needs a filename: a Blob has none")] },
);

/** A file that the daemon stores. Pass it in `attachments`. */
export const UploadedAttachmentSchema: ObjectSchema<models.UploadedAttachment> = tolerant({
  /** 8 hex digits. */
  id: string,
  /** Absolute, on the daemon's machine. */
  path: string,
  /** The name as it was sent. */
  filename: nullishString,
  /** Bytes. */
  size: int,
  content_type: nullishString,
});

/** The file to download. */
export const DownloadAttachmentParamsSchema: ObjectSchema<models.DownloadAttachmentParams> = closed(
  {
    attachment_id: pathSegment("an attachment id"),
  },
);

/** Routes about attachments. */
export const attachmentEndpoints = endpointTable({
  /** Uploads a file. The daemon keeps it for a day. */
  uploadAttachment: {
    method: "POST",
    path: "/attachments",
    errors: [400, 413, 507],
    params: UploadAttachmentParamsSchema,
    body: "multipart",
    result: UploadedAttachmentSchema,
    actsTwice: true,
  },
  /** Downloads a file that the daemon stores. */
  downloadAttachment: {
    method: "GET",
    path: "/attachments/{attachment_id}",
    errors: [404],
    params: DownloadAttachmentParamsSchema,
    response: "bytes",
    result: anything,
  },
});
