// A dashboard: a web page that shows the mesh and its messages live, through the client in the
// browser. Checked here in a headless Chromium, where there is one; without it, and always, the same
// code is followed in this process.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL; with KEEP=1 the page
// stays open for you.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { BrowserPage, chromium } from "./browser.ts";
import { followMesh } from "./mesh-view.ts";
import { servePage } from "./serve.ts";

const own = process.env["REPOWIRE_DAEMON_URL"];
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking" });
const token = process.env["REPOWIRE_AUTH_TOKEN"];
const door = daemon ?? {
  url: own ?? "",
  fetch: (request: Request) => {
    if (token) request.headers.set("authorization", `Bearer ${token}`);
    return fetch(request);
  },
};
const client = daemon
  ? new RepowireClient({ baseUrl: daemon.url, fetch: daemon.fetch, WebSocket: daemon.WebSocket })
  : RepowireClient.fromEnv();

const circle = `dashboard-${process.pid}`;
const leaving = new AbortController();
const page = await servePage(door);
let tab: BrowserPage | undefined;
try {
  const [alice, bob] = [
    await client.connectPeer({ path: join(tmpdir(), circle, "alice"), circle }),
    await client.connectPeer({ path: join(tmpdir(), circle, "bob"), circle, backend: "codex" }),
  ];
  bob.onAsk((ask) => `<b>${ask.text.length}</b> letters`);
  bob.onBroadcast(() => undefined);

  let changed = () => {};
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const lines: string[] = [];
  let names: string[] = [];
  const following = followMesh(
    new RepowireClient({ baseUrl: new URL("daemon", page.url) }),
    {
      showPeers(peers) {
        names = peers.map((peer) => peer.display_name);
        changed();
      },
      addLine(kind, text) {
        lines.push(`${kind.padEnd(12)} ${text}`);
        changed();
      },
    },
    leaving.signal,
  );
  tab = chromium ? await BrowserPage.open(chromium, page.url) : undefined;
  console.log(tab ? `a tab shows ${page.url}` : `no Chromium here: open ${page.url} yourself`);

  const question = `How long is ${circle}?`;
  // What happens while the page is open.
  const ask = await alice.ask({ to_peer: bob.peer_id, text: question });
  const reply = await ask.reply({ timeout: 10_000 });
  assert.equal(reply.status, "answered");
  if (daemon) {
    await daemon.restart();
    await client.waitForPeer(alice.peer_id, { connected: true, timeout: 10_000 });
    await client.waitForPeer(bob.peer_id, { connected: true, timeout: 10_000 });
  }
  await alice.broadcast({ text: `the end of ${circle}` });

  const expected = [
    `${alice.display_name} → ${bob.display_name}: ${question}`,
    `${bob.display_name} → ${alice.display_name}: [ack #${ask.correlation_id} from @${bob.display_name}] <b>${question.length}</b> letters`,
    `${alice.display_name} → everybody: the end of ${circle}`,
  ];
  const mine = () => lines.filter((line) => expected.some((text) => line.endsWith(text)));
  await until(() => mine().length === expected.length);
  for (const line of mine()) console.log(`  ${line}`);
  assert.deepEqual(
    mine().map((line) => line.slice(13)),
    expected,
  );
  await until(() => names.includes(alice.display_name) && names.includes(bob.display_name));

  if (tab) {
    const shown = (await tab.evaluate(`(async () => {
      const texts = (id) => [...document.querySelectorAll("#" + id + " li")].map((li) => li.textContent);
      const there = () =>
        texts("messages").some((text) => text.endsWith("the end of ${circle}")) &&
        texts("peers").includes("${bob.display_name} (${circle})");
      while (!there()) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const state = document.getElementById("state").textContent;
      const bold = document.querySelectorAll("li b").length;
      return { state, peers: texts("peers"), messages: texts("messages"), bold };
    })()`)) as { state: string; peers: string[]; messages: string[]; bold: number };
    assert.equal(shown.state, "live");
    assert.deepEqual(
      shown.messages.filter((text) => expected.includes(text)),
      expected,
    );
    assert(shown.peers.includes(`${bob.display_name} (${circle})`));
    // What a peer says stays a text in the page.
    assert.equal(shown.bold, 0);
    const picture = await tab.screenshot();
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    const file = process.env["SCREENSHOT"];
    if (file) writeFileSync(file, picture);
    console.log(
      `the tab shows the same; ${file ? `a picture is in ${file}` : "SCREENSHOT=file.png keeps a picture"}`,
    );
  }
  if (process.env["KEEP"] === "1") await new Promise(() => console.log(`open ${page.url}`));
  leaving.abort();
  await following;
  for (const peer of [alice, bob]) await peer.close({ unregister: true });
} finally {
  leaving.abort();
  await tab?.close();
  page.close();
  await client.close();
  await daemon?.close();
}
