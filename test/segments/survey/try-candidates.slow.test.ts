import { expect, test } from "vitest";
import { noiseLog } from "../../../benchmarks/data/verdict-logs";
import { finish } from "../../../src/core/internal";
import { ngramEmbedder, orderEmbedder } from "../../../src/embedding";
import type { ChoiceSettings } from "../../../src/segments/options/fit-segments-options";
import { identityReducer, pcaReducer } from "../../../src/segments/stages/built-in-reducers";
import { sampleInputs } from "../../../src/segments/survey/sample-inputs";
import { segmentCount, tryCandidates } from "../../../src/segments/survey/try-candidates";
import { sequencesFrom } from "../../../src/sequences";

const LEFT_TO_THE_DATA = {
  embedding: "auto",
  reduction: "auto",
  clustering: "auto",
  effort: "quick",
  timeBudget: undefined,
  seed: 1,
} as ChoiceSettings;

/** All candidates over these vectors, on a sample of about 2,500 paths. */
async function tried(lists: readonly (readonly string[])[]) {
  const sequences = await sequencesFrom(lists);
  const sample = finish(sampleInputs(sequences, 2500, 1)).sequences;
  const share = sample.weights.reduce((sum, weight) => sum + weight, 0) / lists.length;
  const embedders = [orderEmbedder({ seed: 1 }), ngramEmbedder({ seed: 1 })];
  const reducers = [pcaReducer(8), identityReducer()];
  const pairs = embedders.flatMap((embedder) => reducers.map((reducer) => ({ embedder, reducer, density: true })));
  const stages = { pairs, chains: undefined };
  const { candidates } = await tryCandidates(sample, stages, LEFT_TO_THE_DATA, share, { workers: 2 });
  return { candidates, distinct: sequences.weights.length };
}

test.each([
  ["5,000 paths", 5000, 1],
  ["20,000 paths", 20_000, 1],
  ["5,000 paths of one to five users each", 5000, 5],
])("on noise of %s no candidate saves any bits that count", async (_, n, most) => {
  const paths = noiseLog("zipf", 14, n, 31).lists;
  const { candidates, distinct } = await tried(paths.flatMap((path, i) => Array(1 + (i % most)).fill(path)));
  expect(distinct).toBeGreaterThan(0.98 * n);
  expect(candidates.length).toBeGreaterThan(20);
  expect(candidates.filter((candidate) => segmentCount(candidate) > 10).length).toBeGreaterThan(3);
  for (const { saved } of candidates) {
    expect(saved.ofTransitions.perAction).toBeLessThan(0.005);
    expect(saved.ofActions.perAction).toBeLessThan(0.005);
  }
});
