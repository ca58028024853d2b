export { groups } from "./groups/index.ts";
