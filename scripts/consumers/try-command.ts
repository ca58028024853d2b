// Uses the command of the installed @repowire/testing: a fake daemon in a separate process. Takes the
// folder of the project.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const [folder] = process.argv.slice(2);
const npx = ["--no-install", "@repowire/testing"];
const served = spawn("npx", [...npx, "serve", "--clock", "ticking"], {
  cwd: folder,
  stdio: ["pipe", "pipe", "inherit"],
});
const ended = once(served, "exit");
try {
  const [line] = (await once(createInterface(served.stdout), "line")) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const health = (await (await fetch(`${url}/health`)).json()) as { version?: string };
  if (health.version !== "0.14.17") throw new Error(`${url} is ${JSON.stringify(health)}`);
} finally {
  served.stdin.end();
  await ended;
}
