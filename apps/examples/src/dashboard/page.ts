// The code that runs in the browser.
import { type Peer, RepowireClient } from "@repowire/client";

import { type Message, followMesh } from "./mesh-view.ts";
import type { PageConfiguration } from "./serve.ts";

/** The number of messages that the daemon keeps. */
const mostMessages = 500;

const peers = byId("peers");
const messages = byId("messages");
const state = byId("state");
const leaving = new AbortController();
addEventListener("pagehide", () => leaving.abort());

try {
  const answer = await fetch("configuration.json", { signal: leaving.signal });
  const { authToken } = (await answer.json()) as PageConfiguration;
  // The page's server passes everything below this path to the daemon, including the token.
  const client = new RepowireClient({ baseUrl: new URL("daemon", location.href), authToken });
  await followMesh(
    client,
    {
      showState: setState,
      // A returning peer keeps its place.
      showPeers: (list) => peers.replaceChildren(...list.toSorted(byCircleAndName).map(rowOf)),
      addMessage,
    },
    leaving.signal,
  );
} catch (error) {
  if (!leaving.signal.aborted) setState(String(error));
}

function setState(words: string): void {
  state.textContent = words;
  state.dataset["state"] = words;
}

function byCircleAndName(left: Peer, right: Peer): number {
  return (
    left.circle.localeCompare(right.circle) || left.display_name.localeCompare(right.display_name)
  );
}

function rowOf({ display_name, status, backend, circle }: Peer): HTMLElement {
  const row = element("tr", status);
  row.append(
    element("td", "name", display_name),
    element("td", "status", status),
    element("td", "", backend),
    element("td", "", circle),
  );
  return row;
}

function addMessage({ kind, at, route, text }: Message): void {
  const item = element("li", kind);
  item.append(
    element("time", "", at && new Date(at).toLocaleTimeString([], { hour12: false })),
    element("span", "kind", kind),
    element("span", "route", route),
    element("p", "text", text),
  );
  // A reader who has scrolled back keeps the position.
  const atEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 10;
  messages.append(item);
  if (messages.childElementCount > mostMessages) messages.firstElementChild?.remove();
  if (atEnd) messages.scrollTop = messages.scrollHeight;
}

/** Messages are inserted as text, so they cannot add markup to the page. */
function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
