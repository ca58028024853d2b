import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DaemonUnavailableError } from "./daemon-unavailable-error.ts";

const CANDIDATES = ["python3", "python3.13", "python3.12", "python3.11", "python3.10"];

/** Prints the real interpreter (a name on PATH may be a slow shim) and what it can do. */
const PROBE = `
import importlib.util, json, sys
print(json.dumps({
    "executable": sys.executable,
    "recent": sys.version_info >= (3, 10),
    "complete": all(map(importlib.util.find_spec, ("venv", "ensurepip"))),
}))`;

interface Probe {
  executable: string;
  recent: boolean;
  complete: boolean;
}

/** The interpreter for virtual environments: `REPOWIRE_PYTHON`, or the first suitable one on PATH. */
export async function findPython(): Promise<string> {
  const chosen = process.env["REPOWIRE_PYTHON"];
  let incomplete: Probe | undefined;
  for (const candidate of chosen ? [chosen] : CANDIDATES) {
    const probe = await probePython(candidate);
    if (probe?.recent && probe.complete) return probe.executable;
    if (probe?.recent) incomplete ??= probe;
  }
  if (incomplete) {
    throw new DaemonUnavailableError(
      `${incomplete.executable} cannot make virtual environments: its venv or ensurepip module is missing.`,
    );
  }
  throw new DaemonUnavailableError(
    chosen
      ? `REPOWIRE_PYTHON (${chosen}) is not a Python 3.10 or newer.`
      : "No Python 3.10 or newer was found; REPOWIRE_PYTHON can name one.",
  );
}

async function probePython(candidate: string): Promise<Probe | undefined> {
  try {
    const { stdout } = await promisify(execFile)(candidate, ["-I", "-c", PROBE]);
    return JSON.parse(stdout) as Probe;
  } catch {
    return undefined;
  }
}
