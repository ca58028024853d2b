import * as rules from "../checks.ts";
import * as s from "../schema.ts";
import { route } from "./route.ts";

/** A file to upload. The daemon keeps it for a day. */
export const UploadAttachmentParams = s.closed(
  {
    /** At most 10 MiB, with its media type. The daemon answers 413 to a larger file. */
    file: s.blob,
    /**
     * Default: the name of the `File`. The daemon keeps its last extension, which decides the type of the
     * download.
     */
    filename: s.optionalString,
  },
  s.rule(rules.hasFilename, [], "needs a filename: a Blob has none"),
);

/** A file that the daemon stores. Pass it in `attachments`. */
export const UploadedAttachment = s.tolerant({
  /** 8 hex digits. */
  id: s.string,
  /** Absolute, on the daemon's machine. */
  path: s.string,
  /** The name as it was sent. */
  filename: s.nullishString,
  size: s.int,
  content_type: s.nullishString,
});

/** The file to download. */
export const DownloadAttachmentParams = s.closed({
  attachment_id: s.pathSegment("an attachment id"),
});

/** Routes about attachments. */
export const attachmentEndpoints = {
  /** Uploads a file. The daemon keeps it for a day. */
  uploadAttachment: route("POST /attachments", UploadAttachmentParams, UploadedAttachment, {
    errors: [400, 413, 507],
    body: "multipart",
    actsTwice: true,
  }),
  /** Downloads a file that the daemon stores. */
  downloadAttachment: route(
    "GET /attachments/{attachment_id}",
    DownloadAttachmentParams,
    s.anything,
    { errors: [404], response: "bytes" },
  ),
};
