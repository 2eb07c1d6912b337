import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fitPrefixLaws } from "../../src/prefixes";
import { sequencesFrom } from "../../src/sequences";
import { type LabeledSet, pathsOfSet, SETS } from "../helpers/labeled-beginnings";

/** For each set its users' segments in input order, and the hash of the paths that they belong to. */
const LABELINGS: Record<LabeledSet, { readonly sha256: string; readonly labels: readonly number[] }> = JSON.parse(
  gunzipSync(readFileSync(new URL("../fixtures/beginnings.json.gz", import.meta.url))).toString(),
);

/** Actions known of a path, and what was best of six methods then: users right, and the loss of the tree of beginnings. */
const BEST: Record<LabeledSet, readonly (readonly [actions: number, right: number, loss?: number])[]> = {
  demo: [
    [1, 0.82],
    [2, 1],
    [3, 1],
    [5, 1],
    [10, 1],
    [20, 1],
  ],
  hospital_billing: [
    [1, 0.52],
    [2, 0.97],
    [3, 0.97],
    [5, 0.99],
    [10, 1],
  ],
  rete_mobile_onboarding: [
    [1, 0.28],
    [2, 0.58],
    [3, 0.74],
    [5, 0.84],
    [10, 0.98],
  ],
  bpic2012: [
    [1, 0.27],
    [2, 0.27],
    [3, 0.5],
    [5, 0.4],
    [10, 0.33],
    [20, 0.47],
  ],
  starcraft_protoss: [
    [1, 0.38],
    [2, 0.44],
    [3, 0.48],
    [5, 0.49],
    [10, 0.83, 0.68],
    [20, 0.94, 0.3],
  ],
  aslgt: [
    [1, 0.39],
    [2, 0.43],
    [3, 0.48, 2.06],
    [5, 0.54, 1.91],
    [10, 0.66, 1.59],
    [20, 0.76, 1.04],
  ],
};

const SEEDS = [1, 2, 3];

describe.each(SETS)("%s", (set) => {
  test("beginnings of users not counted are predicted as well as by the best of six methods", async () => {
    const paths = await pathsOfSet(set);
    if (paths === undefined) return; // said so
    const { sha256, labels } = LABELINGS[set];
    expect(createHash("sha256").update(JSON.stringify(paths)).digest("hex")).toBe(sha256);
    const members = [...labels.keys()].filter((i) => labels[i]! >= 0);
    const sequences = await sequencesFrom(members.map((i) => paths[i]!));
    const tables = await Promise.all(
      SEEDS.map(
        async (seed) =>
          (
            await fitPrefixLaws(
              sequences,
              members.map((i) => labels[i]!),
              { seed },
            )
          ).table,
      ),
    );
    for (const [actions, best, lossOfTree] of BEST[set]) {
      const rows = tables.map((table) => table.find((row) => row.actions === actions)!);
      const mean = (of: (row: (typeof rows)[number]) => number) =>
        rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
      // the table's figures have two digits and its users are others: two standard errors of a fifth of the users
      const error = 0.005 + 2 * Math.sqrt((best * (1 - best)) / mean(({ users }) => users)) + (best === 1 ? 0.01 : 0);
      expect(
        mean(({ right }) => right),
        `right after ${actions}`,
      ).toBeGreaterThan(best - error);
      expect(
        mean(({ logLoss }) => logLoss),
        `loss after ${actions}`,
      ).toBeLessThan(lossOfTree ?? 3);
      expect(mean(({ logLoss, logLossOfShares }) => logLoss - logLossOfShares)).toBeLessThan(0.002);
    }
  });
});
