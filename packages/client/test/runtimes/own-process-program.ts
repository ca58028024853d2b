// Runs the small program as a process, for a runtime that has processes. Takes the daemon's address.
// The process must end by itself: a stream or a timer that was left open would keep it alive.
import { smallProgram } from "./small-program.ts";

const wrong = await smallProgram(process.argv[2] ?? "");
if (wrong.length > 0) {
  console.log(`not so: ${wrong.join("; ")}`);
  process.exitCode = 1;
}
