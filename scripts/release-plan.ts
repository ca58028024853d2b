import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The next release of one package. */
export interface Release {
  readonly name: string;
  readonly oldVersion: string;
  readonly newVersion: string;
}

/** Assumptions that replace the actual state. */
export interface Supposition {
  /** The waiting changesets: texts by name. */
  readonly changesets?: Record<string, string>;
  /** The version of every package. */
  readonly version?: string;
}

const root = join(import.meta.dirname, "..");
const manifests = ["package.json", "pnpm-workspace.yaml", "{packages,apps,tools}/*/package.json"];

/**
 * Asks changesets what the next release would be. It works on a copy of the manifests, because
 * `changeset status` compares with the base branch, which CI may not have.
 */
export function releasePlan({ changesets, version }: Supposition = {}): Release[] {
  const copy = mkdtempSync(join(tmpdir(), "release-plan-"));
  try {
    const waiting = changesets ? ".changeset/config.json" : ".changeset/*";
    for (const path of globSync([...manifests, waiting], { cwd: root })) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    for (const [name, text] of Object.entries(changesets ?? {})) {
      writeFileSync(join(copy, ".changeset", `${name}.md`), text);
    }
    if (version !== undefined) setVersion(copy, version);
    commitAll(copy);
    execFileSync(join(root, "node_modules/.bin/changeset"), ["status", "--output", "plan.json"], {
      cwd: copy,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const plan = JSON.parse(readFileSync(join(copy, "plan.json"), "utf8")) as {
      releases: (Release & { type: string })[];
    };
    return plan.releases.filter(({ type }) => type !== "none");
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function setVersion(folder: string, version: string): void {
  for (const path of globSync("packages/*/package.json", { cwd: folder })) {
    const manifest = JSON.parse(readFileSync(join(folder, path), "utf8")) as object;
    writeFileSync(join(folder, path), JSON.stringify({ ...manifest, version }));
  }
}

function commitAll(folder: string): void {
  const git = (...gitArguments: string[]) =>
    execFileSync("git", ["-c", "user.name=release-plan", "-c", "user.email=", ...gitArguments], {
      cwd: folder,
      stdio: "pipe",
    });
  git("init", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--no-verify", "--no-gpg-sign", "--message=A copy");
}
