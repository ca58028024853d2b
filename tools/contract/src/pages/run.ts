// Writes the pages that are made from the scenarios and the recordings.
import { writePages } from "./pages.ts";

await writePages();
