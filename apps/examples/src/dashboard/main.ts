// A dashboard: a web page that shows the mesh and its messages live, through the client in the browser,
// with the daemon's token and across a restart of the daemon. A headless Chromium checks it. Without
// Chromium that part is skipped; with CI=true it fails. The same code always runs in this process too.
// Runs on the embedded fake daemon, or on your own with REPOWIRE_DAEMON_URL. KEEP=1 keeps the page open
// for you. SCREENSHOT=file.png saves a picture of it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { RepowireClient } from "@repowire/client";
import { FakeDaemon } from "@repowire/testing";

import { BrowserPage } from "./browser-page.ts";
import { findChromium, noChromium } from "./find-chromium.ts";
import { followMesh } from "./mesh-view.ts";
import { ListOnlooker, type Onlooker, TabOnlooker, untilSeen } from "./onlookers.ts";
import { checkPicture } from "./picture.ts";
import { servePage } from "./serve.ts";

const chromium = findChromium();
if (chromium === undefined && process.env["CI"] === "true") throw new Error(noChromium);

const own = process.env["REPOWIRE_DAEMON_URL"];
const authToken = own ? process.env["REPOWIRE_AUTH_TOKEN"] : randomUUID();
const daemon = own ? undefined : new FakeDaemon({ clock: "ticking", authToken: authToken ?? "" });
const client = daemon
  ? new RepowireClient({
      baseUrl: daemon.url,
      authToken,
      fetch: daemon.fetch,
      WebSocket: daemon.WebSocket,
    })
  : RepowireClient.fromEnv();

const circle = `dashboard-${process.pid}`;
const leaving = new AbortController();
const page = await servePage(daemon ?? { url: own ?? "", fetch }, { authToken });
let tab: BrowserPage | undefined;
try {
  const [alice, bob] = [
    await client.connectPeer({ path: join(tmpdir(), circle, "alice"), circle }),
    await client.connectPeer({ path: join(tmpdir(), circle, "bob"), circle, backend: "codex" }),
  ];
  bob.onAsk((ask) => `<b>${ask.text.length}</b> letters`);
  bob.onNotify(() => undefined);
  bob.onBroadcast(() => undefined);

  const list = new ListOnlooker();
  const onlookers: Onlooker[] = [list];
  const pagesClient = new RepowireClient({ baseUrl: new URL("daemon", page.url), authToken });
  const following = followMesh(pagesClient, list, leaving.signal);
  // Nobody awaits this yet. A failure shows later as a missing message.
  following.catch((error: unknown) => list.complaints.push(String(error)));
  if (chromium === undefined) {
    console.log(`the tab is skipped: ${noChromium}; or open ${page.url} yourself`);
    // Tells the runner of the stories.
    process.send?.({ skipped: noChromium });
  } else {
    tab = await BrowserPage.open(chromium, page.url);
    onlookers.push(new TabOnlooker(tab));
    console.log(`a tab shows ${page.url}`);
  }
  const everybodySees = (what: string, holds: Parameters<typeof untilSeen>[2]) =>
    Promise.all(onlookers.map((onlooker) => untilSeen(onlooker, what, holds)));

  await everybodySees("that it is live", ({ state }) => state === "live");
  // Go daemons report no version and write no events for asks and delivered notifications.
  const showsAll = (await client.health()).version !== undefined;
  if (!showsAll) {
    const skipped = "this daemon writes no events for asks and delivered notifications";
    console.log(`the page shows only the broadcast: ${skipped}`);
    process.send?.({ skipped });
  }
  if (daemon) {
    // Only the token in the header gives access.
    const stream = "daemon/events/stream";
    assert.equal((await fetch(new URL(stream, page.url))).status, 401);
    const inTab = await tab?.evaluate(async (path) => (await fetch(path)).status, stream);
    assert.equal(inTab ?? 401, 401);
  }

  // These events happen while the page is open.
  const question = `How long is ${circle}?`;
  const ask = await alice.ask({ to_peer: bob.peer_id, text: question });
  const reply = await ask.reply({ timeout: 10_000 });
  assert.equal(reply.status, "answered");
  const answer = `reply ${bob.display_name} → ${alice.display_name}: <b>${question.length}</b> letters`;
  if (showsAll) await everybodySees("the reply", ({ messages }) => messages.includes(answer));

  if (daemon) {
    await daemon.down();
    await everybodySees("that the daemon is away", ({ state }) => state === "daemon away");
    await daemon.up();
    await everybodySees("that it is live again", ({ state }) => state === "live");
    await client.waitForPeer(alice.peer_id, { connected: true, timeout: 10_000 });
    await client.waitForPeer(bob.peer_id, { connected: true, timeout: 10_000 });
    console.log("the daemon was away, and everybody sees it again");
  }
  await alice.notify({ to_peer: bob.peer_id, text: `Thank you for ${circle}.` });
  await alice.broadcast({ text: `the end of ${circle}` });

  const toBob = [
    `ask ${alice.display_name} → ${bob.display_name}: ${question}`,
    // The text of a peer stays text in the page.
    answer,
    `notification ${alice.display_name} → ${bob.display_name}: Thank you for ${circle}.`,
  ];
  const toAll = `broadcast ${alice.display_name} → everybody: the end of ${circle}`;
  const expected = showsAll ? [...toBob, toAll] : [toAll];
  const sights = await everybodySees(
    "both peers and the end",
    ({ peers, messages }) =>
      messages.includes(toAll) &&
      [alice, bob].every(({ display_name }) => peers.includes(`${display_name} online`)),
  );
  for (const { messages } of sights) {
    // Each comes once and in order. Ignore other messages of your own daemon.
    assert.deepEqual(
      daemon ? messages : messages.filter((text) => expected.includes(text)),
      expected,
    );
  }
  for (const line of expected) console.log(`  ${line}`);

  if (tab) {
    const picture = await tab.screenshot();
    const { SCREENSHOT, INIT_CWD = "." } = process.env;
    // The user's folder, even if pnpm runs this elsewhere.
    const file = SCREENSHOT && resolve(INIT_CWD, SCREENSHOT);
    // Saved before the check, so that you can look at a wrong one.
    if (file) writeFileSync(file, picture);
    await checkPicture(tab, picture);
    assert.deepEqual(tab.complaints, []);
    const kept = file ? `a picture is in ${file}` : "SCREENSHOT=file.png keeps a picture";
    console.log(`the tab shows the same; ${kept}`);
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
