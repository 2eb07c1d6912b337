// Exposures and metrics in memory -> effects by segment. Ours is analyzeExperiment (sample ratios, Welch and always-valid
// intervals, post-stratification, shrinkage, corrected p) from rows of user, variant and segment; the peer is scipy's Welch test
// by segment and metric on arrays that are numbers already. Quality is the p of the first metric over all users.
import { readFile, writeFile } from "node:fs/promises";
import { randomStream } from "../src/core/internal";
import { analyzeExperiment, type ExperimentAnalysis, type ExperimentData } from "../src/experiments";
import type { Subject } from "./harness";

interface Params {
  readonly n: number;
  readonly segments: number;
  readonly metrics: number;
}

const SETS: readonly (readonly [Params, boolean])[] = [
  [{ n: 100_000, segments: 10, metrics: 5 }, true],
  [{ n: 1_000_000, segments: 10, metrics: 5 }, false],
];

const benchmark: Subject<Params, ExperimentData, ExperimentAnalysis> = {
  cases: (quick) =>
    SETS.filter(([, short]) => short || !quick).map(([params]) => ({
      case: `${params.n} exposures x ${params.segments} segments x ${params.metrics} metrics`,
      params,
    })),
  prepare: write,
  load: read,
  run: (data) => analyzeExperiment(data),
  describe: ({ comparisons, users }, { metrics }) => ({
    n: users,
    d: metrics.length,
    result: comparisons[0]!.overall!.p,
  }),
  quality: (result) => result as number,
  peer: "peers/experiment.py",
};

export default benchmark;

async function write({ n, segments, metrics }: Params, folder: string): Promise<void> {
  const stream = randomStream(1, "benchmarks/experiment");
  const arms = Uint8Array.from({ length: n }, (_, i) => stream.integer(2, i, 0));
  const groups = Uint8Array.from({ length: n }, (_, i) => stream.integer(segments, i, 1));
  const values = new Float64Array(n * metrics);
  for (let m = 0; m < metrics; m++) {
    for (let i = 0; i < n; i++) values[m * n + i] = stream.uniform(i, 2 + m) + 0.001 * arms[i]!;
  }
  await writeFile(`${folder}/arms.u8`, arms);
  await writeFile(`${folder}/groups.u8`, groups);
  await writeFile(`${folder}/values.f64`, new Uint8Array(values.buffer));
}

async function read({ n, metrics }: Params, folder: string): Promise<ExperimentData> {
  const [arms, groups] = await Promise.all(["arms.u8", "groups.u8"].map((file) => readFile(`${folder}/${file}`)));
  const bytes = await readFile(`${folder}/values.f64`);
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return {
    experiment: { key: "benchmark", variants: ["old", "new"] },
    exposures: Array.from({ length: n }, (_, i) => ({
      user: `user-${i}`,
      variant: arms![i] === 0 ? "old" : "new",
      segment: `s${groups![i]}`,
    })),
    metrics: Array.from({ length: metrics }, (_, m) => ({
      name: `metric ${m}`,
      values: values.subarray(m * n, (m + 1) * n),
    })),
  };
}
