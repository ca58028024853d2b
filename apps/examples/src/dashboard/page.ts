// What runs in the browser.
import { RepowireClient } from "@repowire/client";

import { followMesh } from "./mesh-view.ts";

const peers = byId("peers");
const messages = byId("messages");
const state = byId("state");

// The page's own server passes everything below this path on to the daemon.
const client = new RepowireClient({ baseUrl: new URL("daemon", location.href) });
const leaving = new AbortController();
addEventListener("pagehide", () => leaving.abort());

followMesh(
  client,
  {
    showPeers(list) {
      state.textContent = "live";
      peers.replaceChildren(
        ...list.map(({ display_name, status, circle }) =>
          item(status ?? "", `${display_name} (${circle})`),
        ),
      );
    },
    addLine: (kind, text) => messages.append(item(kind, text)),
  },
  leaving.signal,
).catch((error: unknown) => {
  state.textContent = String(error);
});

/** The texts of others are set as texts: no message can bring markup into the page. */
function item(kind: string, text: string): HTMLElement {
  const element = document.createElement("li");
  element.className = kind;
  element.textContent = text;
  return element;
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}
