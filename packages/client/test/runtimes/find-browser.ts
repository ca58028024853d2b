import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where a Chromium is, if there is one: where `CHROMIUM` says, or on the path. */
export function findBrowser(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  const places = CHROMIUM
    ? [CHROMIUM]
    : names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** What to do where there is none. */
export const noBrowser =
  "there is no Chromium here: install one (on Debian: apt-get install chromium), or say where it " +
  "is with CHROMIUM=/path/to/chromium";
