import type { ParamsOf, ResultOf } from "@repowire/protocol";

import type { Core } from "./core.ts";
import { refuse } from "./refusal.ts";
import { hour } from "./time.ts";

const mebibyte = 1024 * 1024;
const largestFile = 10 * mebibyte;
const largestFolder = 200 * mebibyte;
const lifeHours = 24;

/** A file that somebody uploaded. */
export interface StoredFile {
  readonly id: string;
  /** With its dot. */
  readonly extension: string;
  readonly content: Uint8Array;
  readonly stored_at: number;
}

/** A file as it arrives. */
export interface UploadedFile {
  readonly filename: string;
  readonly content_type: string | null;
  readonly content: Uint8Array;
}

/** The files that go with messages: `/attachments`. */
export class Attachments {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  store({ filename, content_type, content }: UploadedFile): ResultOf<"uploadAttachment"> {
    const { attachments } = this.#core.state;
    if (content.length > largestFile)
      refuse(413, `File too large (max ${largestFile / mebibyte}MB)`);
    this.#sweep();
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
    const id = this.#core.ids.hex(8);
    const extension = extensionOf(filename);
    attachments.set(id, { id, extension, content, stored_at: this.#core.now() });
    return {
      id,
      path: `${this.#core.machine.home}/.repowire/attachments/${id}${extension}`,
      filename,
      size: content.length,
      content_type,
    };
  }

  read({ attachment_id }: ParamsOf<"downloadAttachment">): StoredFile {
    const { attachments, uploaded } = this.#core.state;
    if (!uploaded) refuse(404, "Not found");
    return attachments.get(attachment_id) ?? refuse(404, "Attachment not found");
  }

  /** Files are removed when the next one comes, not when their time is over. */
  #sweep(): void {
    const { state } = this.#core;
    state.uploaded = true;
    const limit = this.#core.now() - lifeHours * hour;
    for (const [id, file] of state.attachments) {
      if (file.stored_at < limit) state.attachments.delete(id);
    }
  }
}

/** The last extension of a file name, as it was written. */
function extensionOf(filename: string): string {
  const name = filename.split("/").at(-1) ?? "";
  const dot = name.lastIndexOf(".");
  return dot > 0 && dot < name.length - 1 ? name.slice(dot) : ".bin";
}
