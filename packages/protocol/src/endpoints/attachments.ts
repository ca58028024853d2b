import * as z from "zod/mini";

import {
  AttachmentSchema,
  DownloadAttachmentParamsSchema,
  UploadAttachmentParamsSchema,
} from "../attachments.ts";
import { daemonVersions } from "../versions.ts";
import type { Endpoint } from "./endpoint.ts";

/** Routes about attachments. */
export const attachmentEndpoints = {
  /** Gives the daemon a file to keep for a day. */
  uploadAttachment: {
    name: "uploadAttachment",
    method: "POST",
    path: "/attachments",
    params: UploadAttachmentParamsSchema,
    body: "multipart",
    result: AttachmentSchema,
    daemons: daemonVersions,
    actsTwice: true,
  },
  /** Gets a file that the daemon keeps. */
  downloadAttachment: {
    name: "downloadAttachment",
    method: "GET",
    path: "/attachments/{attachment_id}",
    params: DownloadAttachmentParamsSchema,
    response: "bytes",
    result: z.unknown(),
    daemons: daemonVersions,
    actsTwice: false,
  },
} as const satisfies Record<string, Endpoint>;
