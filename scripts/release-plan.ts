import { join } from "node:path";

import { assembleReleasePlan } from "@changesets/assemble-release-plan";
import { readConfig } from "@changesets/config";
import { readChangesets } from "@changesets/read";
import { getPackages } from "@manypkg/get-packages";

/** The next release of one package. */
export interface Release {
  readonly name: string;
  readonly oldVersion: string;
  readonly newVersion: string;
}

/** How far a package goes. */
export type Step = "patch" | "minor" | "major";

/** Assumptions that replace the actual state. */
export interface Supposition {
  /** The waiting changesets: one with these steps of packages. */
  readonly steps: Readonly<Record<string, Step>>;
  /** The version of every package. */
  readonly version: string;
}

const root = join(import.meta.dirname, "..");

/** Asks changesets what the next release would be. */
export async function releasePlan(supposed?: Supposition): Promise<Release[]> {
  const found = await getPackages(root);
  const packages = found.packages.map(({ dir, packageJson }) => ({
    dir,
    packageJson: supposed ? { ...packageJson, version: supposed.version } : packageJson,
  }));
  const all = { ...found, packages, tool: { type: found.tool.type } } as const;
  const { config, errors } = await readConfig(root, all);
  if (errors) throw new Error(errors.join("\n"));
  const releases = Object.entries(supposed?.steps ?? {}).map(([name, type]) => ({ name, type }));
  const changesets = supposed
    ? [{ id: "supposed", summary: "A change.", releases }]
    : await readChangesets(root);
  const plan = assembleReleasePlan(changesets, all, config, undefined);
  return plan.releases.flatMap((release) => (release.type === "none" ? [] : release));
}
