import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium, if there is one: from `CHROMIUM`, or on the path. */
export function findChromium(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  const places = CHROMIUM
    ? [CHROMIUM]
    : names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** What to do if there is none. */
export const noChromium =
  "there is no Chromium here: install it (on Debian: apt-get install chromium), or name it " +
  "with CHROMIUM=/path/to/chromium";
