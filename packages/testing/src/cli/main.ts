#!/usr/bin/env node
import { serve, serveUsage } from "./serve.ts";

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = { serve };
const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];

if (command) {
  process.exitCode = await command(args).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  });
} else {
  const wanted = name === "--help";
  (wanted ? console.log : console.error)(serveUsage);
  process.exitCode = wanted ? 0 : 2;
}
