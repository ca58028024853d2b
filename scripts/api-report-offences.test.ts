import { expect, test } from "vitest";

import { exportsOf, reportOffences } from "./api-report-offences.ts";

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

test("the exports of a report are its declarations and its lists", () => {
  expect(exportsOf(report)).toEqual(["Client", "Silent", "SilentSchema", "loud", "Peer"]);
});

test("what a user cannot name, and what says nothing, are offences", () => {
  expect(reportOffences(report, new Set(exportsOf(report)))).toEqual([
    "names Open of @repowire/protocol and does not export it",
    "Silent has no documentation",
  ]);
});
