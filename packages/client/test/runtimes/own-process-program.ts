// The small program in a process of its own, for a runtime that has processes. Takes the daemon's
// address. It has to end by itself: a stream or a timer that was left behind would keep it.
import { smallProgram } from "./small-program.ts";

const wrong = await smallProgram(process.argv[2] ?? "");
if (wrong.length > 0) {
  console.log(`not so: ${wrong.join("; ")}`);
  process.exitCode = 1;
}
