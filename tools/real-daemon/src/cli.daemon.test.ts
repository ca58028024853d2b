import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { skipReason } from "./skip-reason.ts";
import { isListening, leftovers, OLD, PATIENCE } from "./testing.ts";

const CLI = join(import.meta.dirname, "cli.ts");
const INDEX = join(import.meta.dirname, "index.ts");

async function runCli(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stdout, stderr, code: code as number };
}

const portIn = (output: string) => Number(/:(\d+)/.exec(output)?.[1]);

test("explains itself", async () => {
  const { stderr, code } = await runCli("--help");
  expect(stderr).toContain("--install-only");
  expect(code).toBe(0);
});

test("refuses arguments that make no sense", async () => {
  expect(await runCli(OLD)).toMatchObject({ code: 2 });
  expect(await runCli("--", "true")).toMatchObject({ code: 2 });
  expect(await runCli("--fast", OLD, "--", "true")).toMatchObject({ code: 2 });
});

describe.skipIf(await skipReason(OLD))("with a daemon", PATIENCE, () => {
  test("passes the daemon's address in and the exit code out", async () => {
    const script = 'echo "$REPOWIRE_DAEMON_URL $REPOWIRE_DAEMON_URL_0_14_17"; exit 7';
    const { stdout, code } = await runCli(OLD, "--", "sh", "-c", script);
    expect(stdout).toMatch(/^(http:\/\/127\.0\.0\.1:\d+) \1\n$/);
    expect(code).toBe(7);
    expect(await isListening(portIn(stdout))).toBe(false);
  });

  test("stops the daemon when the command is killed", async () => {
    const script = "echo $REPOWIRE_DAEMON_URL; kill -9 $$";
    const { stdout, code } = await runCli(OLD, "--", "sh", "-c", script);
    expect(code).toBe(128 + 9);
    expect(await isListening(portIn(stdout))).toBe(false);
  });

  test("stops the daemon when it is told to end itself", async () => {
    const script = "echo $REPOWIRE_DAEMON_URL; kill -TERM $PPID; exec sleep 600";
    const { stdout, code } = await runCli(OLD, "--", "sh", "-c", script);
    expect(code).toBe(128 + 15);
    expect(await isListening(portIn(stdout))).toBe(false);
  });

  test("says so when there is no such command", async () => {
    const { stderr, code } = await runCli(OLD, "--", "no-such-command");
    expect(stderr).toContain("no-such-command");
    expect(code).toBe(1);
  });
});

test.skipIf(await skipReason(OLD))(
  "a daemon does not outlive a parent that is killed",
  PATIENCE,
  async () => {
    const program = `
      const { startDaemon } = await import(${JSON.stringify(INDEX)});
      const { pid, port, workFolder } = await startDaemon({ version: ${JSON.stringify(OLD)} });
      process.stdout.write(JSON.stringify({ pid, port, workFolder }), () => {
        process.kill(process.pid, "SIGKILL");
      });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const daemon = JSON.parse(await text(child.stdout));
    await expect.poll(() => leftovers(daemon), { timeout: 10_000 }).toEqual([]);
  },
);
