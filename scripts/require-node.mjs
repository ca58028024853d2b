// Says plainly what is wrong where the optional Node of this repository could not be installed and
// the machine's own is too old to run TypeScript files. Old Nodes must be able to read this file.
var needed = [22, 18];
var found = process.versions.node.split(".").map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    "The scripts of this repository need Node >= " +
      needed.join(".") +
      ", and found " +
      process.version +
      " at " +
      process.execPath +
      ".\nOn Linux (x64, arm64) `pnpm install` brings one; " +
      "elsewhere, or with optional dependencies switched off, install a newer Node.",
  );
  process.exit(1);
}
