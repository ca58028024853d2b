import { expect, test } from "vitest";

import { reportOffences } from "./api-report-offences.ts";

const report = `
import { Peer } from '@repowire/protocol';
import type { Open } from '@repowire/protocol';
import * as z from 'zod/mini';

// @public
export class Client {
    // (undocumented)
    readonly url: string;
    list(): Promise<Peer[]>;
}

// @public (undocumented)
export type Silent = Open<"a">;

// @public (undocumented)
export const SilentSchema: z.ZodMiniString<string>;

// @public
export const loud: string;

export { Peer }
`;

test("what a user cannot name, and what says nothing, are offences", () => {
  expect(reportOffences(report, new Set(["Client", "Peer"]))).toEqual([
    "names Open of @repowire/protocol and does not export it",
    "Silent has no documentation",
  ]);
});
