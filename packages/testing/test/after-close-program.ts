// Ends while delayed answers of scripts are still planned.
import { FakeDaemon, connectScriptedPeer } from "../src/index.ts";

for (const clock of ["system", "ticking", "virtual"] as const) {
  const daemon = new FakeDaemon({ clock });
  const me = daemon.peer("me");
  daemon.peer("bob").onAsk().reply("late").after("1h");
  const { url } = await daemon.listen();
  const remote = await connectScriptedPeer("remote", { baseUrl: `${url}/` });
  remote.onAsk().reply("late").after("1h");
  for (const name of ["bob", "remote"]) await me.ask(`${name}-claude-code`, "when?");
  await daemon.close();
}
