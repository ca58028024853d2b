/** Programs of five lines, one for each package. */
export const fiveLines: Readonly<Record<string, string>> = {
  protocol: `import type { Peer } from "@repowire/protocol";
import { isPeer } from "@repowire/protocol/guards";
const answer: unknown = JSON.parse('{ "peer_id": "repow-docs-1a2b3c4d" }');
if (!isPeer(answer)) throw new Error("not a peer");
export const name: Peer["display_name"] = answer.display_name;
`,
  schema: `import { PeerSchema, describeIssues } from "@repowire/protocol";
const answer: unknown = JSON.parse('{ "peer_id": "repow-docs-1a2b3c4d" }');
const checked = PeerSchema.safeParse(answer);
if (!checked.success) throw new Error([...describeIssues(checked.error), checked.error.issues[0]?.message].join());
export const id: string = checked.data.peer_id;
`,
  client: `import { RepowireClient } from "@repowire/client";
const client = new RepowireClient();
const [peer] = await client.listPeers();
const ask = await client.ask({ from_peer: "a", to_peer: peer?.peer_id ?? "b", text: "?" });
export const id: string = ask.correlation_id;
`,
};

/** A module that exports results of a package without naming a type. */
export function exportedResults(name: string, exported: readonly string[]): string {
  const schemas = exported.filter((one) => one.endsWith("Schema"));
  const programs: Record<string, string> = {
    protocol: `import * as protocol from "@repowire/protocol";
${schemas.map((schema) => `export const own${schema} = protocol.${schema};`).join("\n")}
export const endpoint = protocol.endpoints.ask;
export const parsed = () => protocol.PeerSchema.parse({});
export const event = (raw: protocol.RawEvent) => protocol.classifyEvent(raw);
export const caught = (error: unknown) => protocol.isDaemonHTTPError(error) && error;
`,
    client: `import { RepowireClient } from "@repowire/client";
export const client = new RepowireClient();
type Methods = { [Name in keyof RepowireClient]: RepowireClient[Name] };
export const methods = (one: RepowireClient): Methods => one;
export const health = () => client.health();
export const peers = () => client.listPeers();
export const asked = () => client.ask({ from_peer: "a", to_peer: "b", text: "?" });
export const reply = async () => (await asked()).reply();
export const many = () => client.askMany({ from_peer: "a", to_peers: ["b"], text: "?" });
export const all = async () => (await many()).all();
export const events = () => client.eventStream({ types: ["ask"] });
export const event = async () => (await events().next()).value;
export const peer = () => client.connectPeer({ path: "/a", circle: "b" });
export const asks = async () => (await peer()).asks();
export const found = () => client.waitForPeer("b");
export const response = () => client.health().withResponse();
export const file = () => client.downloadAttachment("a");
`,
    testing: `import { FakeDaemon, withDaemon, matchers } from "@repowire/testing";
export const daemon = new FakeDaemon();
export const bob = daemon.peer("bob");
export const script = bob.onAsk(/x/);
export const clock = daemon.clock;
export const listening = () => daemon.listen();
export const run = withDaemon(() => undefined);
export const held = () => matchers.toHaveNoOpenAsks(daemon);
`,
  };
  return programs[name] ?? "";
}
