import { readAttachment, storeAttachment } from "../daemon/attachments.ts";
import type { Route } from "../daemon/daemon.ts";
import { mannerOf } from "./manner.ts";

/** `POST /attachments`: one part of a form, named `file`. */
export const uploadAttachment: Route<"uploadAttachment"> = async (daemon, _params, request) => {
  return storeAttachment(daemon, mannerOf(daemon).uploadedFile(request));
};

/** `GET /attachments/{attachment_id}`: the bytes, typed by their extension. */
export const downloadAttachment: Route<"downloadAttachment"> = (daemon, params, request) => {
  const file = readAttachment(daemon, params);
  return mannerOf(daemon).serveFile(request, file, () => daemon.ids.hex(26));
};
