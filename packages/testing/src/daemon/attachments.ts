import { mannerOf } from "../wire/manners.ts";
import type { Daemon, Route } from "./daemon.ts";
import { refuse } from "./refusal.ts";
import { home } from "./spawning/machine.ts";
import { hour } from "./time.ts";

const mebibyte = 1024 * 1024;

const largestFile = 10 * mebibyte;
const largestFolder = 200 * mebibyte;
const lifeHours = 24;

/** `POST /attachments`: one part of a form, named `file`. */
export const uploadAttachment: Route<"uploadAttachment"> = async (daemon, _params, request) => {
  const { filename, extension, content_type, content } = mannerOf(daemon).uploadedFile(request);
  const { attachments } = daemon.state;
  if (content.length > largestFile) refuse(413, `File too large (max ${largestFile / mebibyte}MB)`);
  sweep(daemon);
  let used = 0;
  for (const file of attachments.values()) used += file.content.length;
  const advice = `Wait for the ${lifeHours}h TTL to clear older files.`;
  const cap = `${largestFolder / mebibyte}MB`;
  if (used >= largestFolder) {
    const inUse = `${Math.floor(used / mebibyte)}MB used`;
    refuse(507, `Attachments directory full (${inUse}, ${cap} cap). ${advice}`);
  }
  if (used + content.length > largestFolder) {
    refuse(507, `Attachments directory would exceed cap (${cap}). ${advice}`);
  }
  const id = daemon.ids.hex(8);
  attachments.set(id, { id, extension, content, stored_at: daemon.now() });
  return {
    id,
    path: `${home}/.repowire/attachments/${id}${extension}`,
    filename: filename || `${id}${extension}`,
    size: content.length,
    content_type,
  };
};

/** Removes expired files. This happens at the next upload, not when they expire. */
function sweep(daemon: Daemon): void {
  const { state } = daemon;
  state.uploaded = true;
  const limit = daemon.now() - lifeHours * hour;
  for (const [id, file] of state.attachments) {
    if (file.stored_at < limit) state.attachments.delete(id);
  }
}

/** `GET /attachments/{attachment_id}`: the bytes, typed by their extension. */
export const downloadAttachment: Route<"downloadAttachment"> = (
  daemon,
  { attachment_id },
  request,
) => {
  const { attachments, uploaded } = daemon.state;
  if (!uploaded) refuse(404, "Not found");
  const file = attachments.get(attachment_id) ?? refuse(404, "Attachment not found");
  return mannerOf(daemon).serveFile(request, file, () => daemon.ids.hex(26));
};
