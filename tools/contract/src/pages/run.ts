// Writes the pages that are made of the scenarios and the recordings.
import { writePages } from "./pages.ts";

await writePages();
