// A cold process to its first validated answer.
import { RepowireClient } from "@repowire/client";

const client = new RepowireClient({ baseUrl: process.argv[2] });
await client.health();
