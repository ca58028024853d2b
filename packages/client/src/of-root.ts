import type { Daemon } from "./daemon.ts";

/** Makes a part once for each client. The clients that `with()` makes of a client share it. */
// @__NO_SIDE_EFFECTS__
export function ofRoot<Part>(make: (root: Daemon) => Part): (daemon: Daemon) => Part {
  const parts = new WeakMap<Daemon, Part>();
  return ({ root }) => {
    let part = parts.get(root);
    if (part === undefined) parts.set(root, (part = make(root)));
    return part;
  };
}
