import type { Release } from "./release-plan.ts";

const below = "@repowire/protocol";
const above = ["@repowire/client", "@repowire/testing"];

/**
 * Lists the packages that need a larger step.
 *
 * If the protocol leaves the caret range of its last release and the client follows with a patch, users
 * of the client get a second copy of the protocol.
 */
export function versionOffences(releases: readonly Release[]): string[] {
  const protocol = releases.find(({ name }) => name === below);
  if (!protocol || !leavesRange(protocol)) return [];
  const step = `${below} goes from ${protocol.oldVersion} to ${protocol.newVersion}`;
  return above.flatMap((name) => {
    const release = releases.find((one) => one.name === name);
    if (release && leavesRange(release)) return [];
    const found = release ? `only from ${release.oldVersion} to ${release.newVersion}` : "nowhere";
    return [`${step}, but ${name} ${found}: give it a changeset of the same size`];
  });
}

/** Whether `^oldVersion` excludes the new version. */
function leavesRange({ oldVersion, newVersion }: Release): boolean {
  const [before = [], after = []] = [oldVersion, newVersion].map((version) => version.split("."));
  const leading = before.findIndex((part) => part !== "0");
  const kept = leading === -1 ? before.length : leading + 1;
  return before.slice(0, kept).join() !== after.slice(0, kept).join();
}
