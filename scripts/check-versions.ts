// Prints what the waiting changesets would release. Fails if users would get two copies of the protocol
// (docs/decisions/independent-versions.md).
import { releasePlan } from "./release-plan.ts";
import { versionOffences } from "./version-offences.ts";

const releases = await releasePlan();
for (const { name, oldVersion, newVersion } of releases) {
  console.log(`${name} ${oldVersion} -> ${newVersion}`);
}
const offences = versionOffences(releases);
for (const offence of offences) console.error(offence);
if (offences.length > 0) process.exitCode = 1;
