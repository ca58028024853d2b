// `pnpm contract`: runs the contract against a daemon that is already running.
import { contract } from "./command.ts";

process.exitCode = await contract(process.argv.slice(2), {
  out: (text) => console.log(text),
  error: (text) => console.error(text),
});
