import { expect, test } from "vitest";

import { reportOffences } from "./api-report-offences.ts";

const report = `
import { Peer } from '@repowire/protocol';
import type { Open } from '@repowire/protocol';
import * as z from 'zod/mini';

// @public
export class Client extends Calls {
    // (undocumented)
    readonly url: string;
}

// @public
abstract class Calls {
    list(options: Options): Promise<Peer[]>;
    wait(clock: Clock): Promise<void>;
}

// @public
interface Options {
    timeout: number;
}

// @public
interface Clock {
}

// @public (undocumented)
export type Silent = Open<"a">;

// @public (undocumented)
export const SilentSchema: z.ZodMiniString<string>;

export { Peer }
`;

const known = new Set(["Client", "Clock", "Peer", "Silent", "SilentSchema"]);

test("what a user cannot name, and what says nothing, are offences", () => {
  expect(reportOffences(report, known, { alone: false })).toEqual([
    "names Options and does not export it",
    "Silent has no documentation",
  ]);
});

test("a package that is enough alone exports what it names of others", () => {
  const offence = "names Open of another package and does not export it";
  expect(reportOffences(report, known, { alone: true })).toContain(offence);
  const whole = new Set([...known, "@repowire/protocol"]);
  expect(reportOffences(report, whole, { alone: true })).not.toContain(offence);
});
