import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjustedRandIndex, MarkovMixtureModel, markovMixture } from "../../../src/clustering";
import { seedRows, startCounts } from "../../../src/clustering/chains/mixture-start";
import {
  lawsOf,
  logPrior,
  mixtureStep,
  rowLogs,
  toResponsibilities,
} from "../../../src/clustering/chains/mixture-steps";
import { finish, randomStream } from "../../../src/core/internal";
import { decodeSequence, sequencesFrom } from "../../../src/sequences";
import { countTransitions } from "../../../src/sequences/internal";
import { mixtureByHand } from "../../reference/markov-mixture";

/** Paths of three chains over the same actions, equally often used: only the order tells them apart. */
function planted(count: number, length = 12): { paths: string[][]; labels: number[] } {
  const random = randomStream(3, "test/mixture");
  const labels = Array.from({ length: count }, (_, i) => i % 3);
  const paths = labels.map((label, i) => {
    const path: string[] = [];
    let at = random.integer(3, i, 0);
    for (let j = 0; j < length; j++) {
      path.push("ABC"[at]!);
      const turn = random.uniform(i, j + 1) < 0.85 ? label : random.integer(3, i, 1000 + j);
      at = (at + turn) % 3;
    }
    return path;
  });
  return { paths, labels };
}

const lists = fc.array(fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 5 }), {
  minLength: 2,
  maxLength: 10,
});

describe("steps", () => {
  test("are those of the twin, and raise likelihood and prior together", async () => {
    await fc.assert(
      fc.asyncProperty(
        lists,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0.5, 1, 4),
        async (paths, k, strength) => {
          const sequences = await sequencesFrom(paths);
          const counts = countTransitions(sequences, 1);
          const data = { counts, weights: sequences.weights, priorStrength: strength };
          const seeds = finish(seedRows(data, k, 1, 0));
          const components = startCounts(counts, seeds);
          const steps = 4;
          const twin = mixtureByHand(
            paths,
            seeds.map((row) => decodeSequence(sequences, row)),
            { steps, strength },
          );
          let laws = finish(lawsOf(counts, components, strength));
          let before = Number.NEGATIVE_INFINITY;
          for (let step = 0; step < steps; step++) {
            laws = finish(lawsOf(counts, components, strength));
            const likelihood = finish(mixtureStep(data, laws, components));
            expect(likelihood).toBeCloseTo(twin.logLikelihoods[step]!, 7);
            const objective = likelihood + logPrior(counts, laws, strength);
            expect(objective).toBeGreaterThan(before - 1e-9);
            before = objective;
          }
          const shares = new Float64Array(seeds.length);
          for (const [i, row] of sequences.rowOf.entries()) {
            rowLogs(counts, laws, row, shares);
            toResponsibilities(shares);
            for (const [c, share] of shares.entries()) expect(share).toBeCloseTo(twin.shares[i]![c]!, 7);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("planted chains", async () => {
  const { paths, labels } = planted(300);
  const sequences = await sequencesFrom(paths);
  const found = await markovMixture(sequences);
  const ofInputs = (rows: Int32Array) => Array.from(sequences.rowOf, (row) => rows[row]!);

  test("are found, in number and members, by the BIC", () => {
    expect(found.inputs).toHaveLength(3);
    expect(adjustedRandIndex(labels, ofInputs(found.labels))).toBeGreaterThan(0.9);
    const lowest = found.tried.reduce((a, b) => (b.bic < a.bic ? b : a));
    expect(lowest.segments).toBe(3);
    expect(found.tried.map(({ segments }) => segments)).toEqual([1, 2, 3, 4, 5]);
    for (const probability of found.probabilities) expect(probability > 1 / 3 && probability <= 1).toBe(true);
  });

  test("components are numbered from the one with most inputs", () => {
    const sizes = [0, 1, 2].map((label) => ofInputs(found.labels).filter((one) => one === label).length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test("every seed finds them, and the same one gives the same bits for any workers", async () => {
    for (const seed of [2, 3, 4, 5, 6]) {
      const { labels: other } = await markovMixture(sequences, { seed, segments: 3, starts: 4 });
      expect(adjustedRandIndex(labels, ofInputs(other))).toBeGreaterThan(0.9);
    }
    for (const workers of [1, 2, 4]) expect(await markovMixture(sequences, { workers })).toEqual(found);
  });

  test("what was fitted is what is assigned, alone or among others, and from a copy of the model", async () => {
    const rows = Array.from(sequences.weights, (_, row) => decodeSequence(sequences, row));
    const again = await new MarkovMixtureModel(structuredClone(found)).apply(rows);
    expect(again.labels).toEqual(found.labels);
    expect(again.probabilities).toEqual(found.probabilities);
    expect((await found.apply([rows[5]!])).evidence.data).toEqual(found.evidence.data.slice(15, 18));
  });

  test("new sequences go to the chain they most probably come from; unknown actions speak for none", async () => {
    const { labels: applied, probabilities } = await found.apply([[..."ABCABCABCABC"], [..."AAAAAAAAAAAA"], ["?"], []]);
    const seen = (label: number) => found.labels[sequences.rowOf[labels.indexOf(label)]!];
    expect([applied[0], applied[1]]).toEqual([seen(1), seen(0)]);
    expect(probabilities[0]).toBeGreaterThan(0.99);
    for (const probability of probabilities) expect(probability).toBeGreaterThan(0);
  });

  test("a weight means so many equal rows", async () => {
    const heavy = { ...sequences, weights: sequences.weights.map((weight) => 2 * weight) };
    const twice = await sequencesFrom([...paths, ...paths]);
    expect((await markovMixture(twice)).labels).toEqual((await markovMixture(heavy)).labels);
  });
});

describe("little data", () => {
  test.each([
    ["one input", [["A", "B"]]],
    ["one action", Array(20).fill(["A"])],
    ["identical inputs", Array(50).fill(["A", "B", "A"])],
  ])("%s is one component", async (_, paths) => {
    const { labels, probabilities, tried } = await markovMixture(await sequencesFrom(paths));
    expect([...labels]).toEqual([0]);
    expect([...probabilities]).toEqual([1]);
    expect(tried).toHaveLength(1);
  });

  test("more components asked for than rows differ: as many as differ, each with a member", async () => {
    const { labels } = await markovMixture(await sequencesFrom([...Array(9).fill(["A"]), ...Array(5).fill(["B"])]), {
      segments: 7,
    });
    expect([...labels]).toEqual([0, 1]);
  });

  test("shuffled sequences are one component", async () => {
    const random = randomStream(9, "test/mixture-null");
    const paths = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 8 }, (_, j) => "ABCD"[random.integer(4, i, j)]!),
    );
    expect((await markovMixture(await sequencesFrom(paths))).inputs).toHaveLength(1);
  });
});

test("bad input", async () => {
  const sequences = await sequencesFrom([["A", "B"], ["B"]]);
  const none = { ...sequences, tokens: new Uint32Array(0), offsets: new Uint32Array(1), weights: new Float64Array(0) };
  await expect(markovMixture(none)).rejects.toThrow('"sequences" expected at least one sequence, got none');
  await expect(markovMixture(sequences, { segments: 0 })).rejects.toThrow(
    '"segments" expected an integer >= 1 and <= 1000, got 0',
  );
  await expect(markovMixture(sequences, { order: 2 } as never)).rejects.toThrow('"order" is not an option');
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(markovMixture(sequences, { signal })).rejects.toThrow("enough");
  const found = await markovMixture(sequences);
  await expect(found.apply("A -> B" as never)).rejects.toThrow(
    '"sequences" expected an array of arrays of actions, got "A -> B"',
  );
});
