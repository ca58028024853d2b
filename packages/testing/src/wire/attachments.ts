import type { ParamsOf, ResultOf } from "@repowire/protocol";

import { readAttachment, storeAttachment } from "../daemon/attachments.ts";
import type { Daemon } from "../daemon/daemon.ts";
import { mannerOf } from "./manner.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** `POST /attachments`: one part of a form, named `file`. */
export async function uploadAttachment(
  daemon: Daemon,
  _params: unknown,
  request: WireRequest,
): Promise<ResultOf<"uploadAttachment">> {
  return storeAttachment(daemon, mannerOf(daemon).uploadedFile(request));
}

/** `GET /attachments/{attachment_id}`: the bytes, typed by their extension. */
export function downloadAttachment(
  daemon: Daemon,
  params: ParamsOf<"downloadAttachment">,
  request: WireRequest,
): WireAnswer {
  const file = readAttachment(daemon, params);
  return mannerOf(daemon).serveFile(request, file, () => daemon.ids.hex(26));
}
