// Prints the diagram of an ask and its ack that the READMEs show.
import { FakeDaemon } from "@repowire/testing";

await using daemon = new FakeDaemon();
daemon.peer("shop", { backend: "codex" }).onAsk(/port/).reply("8377");
await daemon.peer("docs", { backend: "codex" }).ask("shop-codex", "Which port?");
await daemon.clock.settled();
console.log(daemon.transcript({ format: "mermaid" }));
