/**
 * A path in the one form in which a peer can be found again: absolute, without `.`, `..`, doubled
 * separators and a separator at its end. The daemon compares the text of a registration with the
 * normalised path of a socket.
 *
 * @throws TypeError for a path that is relative, or the root: the daemon takes neither for a peer.
 */
export function peerPath(path: string): string {
  const windows = /^[A-Za-z]:[\\/]/.test(path);
  if (!windows && !path.startsWith("/")) {
    throw new TypeError(
      "connectPeer: path must be absolute; resolve it first, as with path.resolve()",
    );
  }
  const separator = windows ? "\\" : "/";
  const kept: string[] = [];
  for (const part of path.slice(windows ? 3 : 1).split(windows ? /[\\/]/ : "/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  if (kept.length === 0) throw new TypeError("connectPeer: path must not be the root");
  return (windows ? path.slice(0, 2) : "") + separator + kept.join(separator);
}
