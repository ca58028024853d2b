import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { DaemonConfigError, findDaemon } from "./node.ts";

const secret = "tok-5f2b";
let home: string;
let path: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "home-"));
  mkdirSync(join(home, ".repowire"));
  path = join(home, ".repowire", "config.yaml");
});

afterEach(() => rmSync(home, { recursive: true }));

const write = (text: string) => writeFileSync(path, text);
const find = (env: Record<string, string> = {}) => findDaemon({ env, home });

describe("where the daemon is", () => {
  test("without variables and file: the default", async () => {
    const { clientOptions, sources } = await find();
    expect(clientOptions.baseUrl).toBe("http://127.0.0.1:8377");
    expect(await clientOptions.authToken()).toBeUndefined();
    expect(sources).toEqual({ host: "default", port: "default", authToken: "none" });
  });

  test("the file", async () => {
    write(`daemon:\n  host: 10.0.0.7\n  port: 9000\n  auth_token: ${secret}\n`);
    const { clientOptions, sources } = await find();
    expect(clientOptions.baseUrl).toBe("http://10.0.0.7:9000");
    expect(await clientOptions.authToken()).toBe(secret);
    expect(sources).toEqual({ host: path, port: path, authToken: path });
    expect(JSON.stringify(sources)).not.toContain(secret);
  });

  test.each([
    ["url", { REPOWIRE_DAEMON_URL: "https://example.com/d/x" }, "https://example.com/d/x"],
    ["two underscores", { REPOWIRE_DAEMON__HOST: "h", REPOWIRE_DAEMON_HOST: "i" }, "http://h:9000"],
    ["one underscore", { REPOWIRE_DAEMON_PORT: "9001" }, "http://10.0.0.7:9001"],
    ["an empty variable is none", { REPOWIRE_DAEMON__PORT: "" }, "http://10.0.0.7:9000"],
  ])("variables go before the file: %s", async (_, env, baseUrl) => {
    write("daemon: { host: 10.0.0.7, port: 9000 }");
    expect((await find(env)).clientOptions.baseUrl).toBe(baseUrl);
  });

  test("a variable with the token goes before the file", async () => {
    write("daemon: { auth_token: other }");
    const found = await find({ REPOWIRE_AUTH_TOKEN: "b", REPOWIRE_DAEMON__AUTH_TOKEN: secret });
    expect(await found.clientOptions.authToken()).toBe(secret);
    expect(found.sources.authToken).toBe("REPOWIRE_DAEMON__AUTH_TOKEN");
  });

  test.each([
    ["0.0.0.0", "http://127.0.0.1:8377"],
    ['"*"', "http://127.0.0.1:8377"],
    ['"::"', "http://[::1]:8377"],
    ['"::1"', "http://[::1]:8377"],
    ["localhost", "http://localhost:8377"],
  ])("a daemon that listens at %s", async (host, baseUrl) => {
    write(`daemon:\n  host: ${host}\n`);
    expect((await find()).clientOptions.baseUrl).toBe(baseUrl);
  });

  test("REPOWIRE_CONFIG names another file", async () => {
    const other = join(home, "other.yaml");
    writeFileSync(other, "daemon: { port: 9002 }");
    const { clientOptions, sources } = await find({ REPOWIRE_CONFIG: other });
    expect(clientOptions.baseUrl).toBe("http://127.0.0.1:9002");
    expect(sources.port).toBe(other);
  });

  test.each(["", "daemon:\n", "daemon: {}", "relay: { enabled: false }", "# nothing"])(
    "a file that says nothing: %j",
    async (text) => {
      write(text);
      expect((await find()).clientOptions.baseUrl).toBe("http://127.0.0.1:8377");
    },
  );

  test("a token of digits stays what the file says", async () => {
    write("daemon: { auth_token: 00123 }");
    expect(await (await find()).clientOptions.authToken()).toBe("00123");
  });

  test("a token that is written later is used from then on", async () => {
    const { clientOptions } = await find();
    expect(await clientOptions.authToken()).toBeUndefined();
    write(`daemon: { auth_token: ${secret} }`);
    expect(await clientOptions.authToken()).toBe(secret);
  });
});

describe("what cannot be used", () => {
  test.each([
    ["broken YAML", `daemon:\n  auth_token: "${secret}\n  port: 1`, "is not YAML"],
    ["an alias of no anchor", `daemon:\n  auth_token: *${secret}\n`, "must be a single value"],
    ["a text", secret, "must be a map"],
    ["a list", `daemon: [${secret}]`, "must be a map"],
    [
      "a port that is no port",
      `daemon: { port: 70000, auth_token: ${secret} }`,
      "the port must be",
    ],
    ["a port in words", `daemon: { port: http, auth_token: ${secret} }`, "the port must be"],
    ["a host with a port", `daemon: { host: "h:1/x", auth_token: ${secret} }`, "the host must be"],
    ["a token with a line break", `daemon: { auth_token: "${secret}\\n" }`, "a line break"],
    ["a token that is a list", `daemon: { auth_token: [${secret}] }`, "must be a single value"],
  ])("%s", async (_, text, problem) => {
    write(text);
    const error = await find().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DaemonConfigError);
    const { message } = error as DaemonConfigError;
    expect(message).toContain(problem);
    expect(message).toContain(path);
    expect(message).not.toContain(secret);
  });

  test("a file that REPOWIRE_CONFIG names and that is not there", async () => {
    const missing = join(home, "missing.yaml");
    await expect(find({ REPOWIRE_CONFIG: missing })).rejects.toThrow(
      `${missing}: cannot be read (ENOENT)`,
    );
  });

  test("a folder in place of the file", async () => {
    mkdirSync(path);
    await expect(find()).rejects.toThrow(`${path}: cannot be read (EISDIR)`);
  });

  test("a path below a file", async () => {
    write("daemon: {}");
    const below = join(path, "config.yaml");
    await expect(find({ REPOWIRE_CONFIG: below })).rejects.toThrow(
      `${below}: cannot be read (ENOTDIR)`,
    );
  });

  test("a variable with a port that is no port", async () => {
    await expect(find({ REPOWIRE_DAEMON_PORT: "no" })).rejects.toThrow(
      new TypeError("REPOWIRE_DAEMON_PORT: the port must be a number from 1 to 65535"),
    );
  });
});

test.for([
  [{ hom: "/srv" }, 'findDaemon: there is no option "hom"; did you mean "home"?'],
  [{ env: 5 }, "findDaemon: env must be an object of strings"],
  [{ env: { REPOWIRE_DAEMON_HOST: 5 } }, "findDaemon: env must be an object of strings"],
  [{ home: "" }, "findDaemon: home must be a non-empty string"],
] as const)("the options %j are refused", async ([options, says]) => {
  await expect(findDaemon(options as never)).rejects.toThrow(says);
});
