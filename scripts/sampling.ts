// What it costs to fit a sample of the distinct paths, on visitors of MSNBC (repeats collapsed), or the first so many of them:
//   npx tsx scripts/sampling.ts
//   npx tsx scripts/sampling.ts 100000 '{ "embedding": "ngrams", "clustering": { "method": "kmeans", "k": 10 } }'
// Each model assigns all paths; its answers are compared, user by user, with those of the model that was fitted to all.
// "by weight" is what the `sample` of seqment/warehouse draws; "users" is the plain way, one of so many users.
import { adjustedRandIndex } from "../src";
import { randomStream } from "../src/core/internal";
import { type FitSegmentsOptions, fitSegments, type SegmentModel } from "../src/segments";
import { decodeSequence, readSequences, weightedSequences } from "../src/sequences";
import { sharedData } from "../test/helpers/shared-data";
import { samplePaths } from "../test/reference/sample-paths";

interface Path {
  readonly path: string;
  readonly length: number;
  readonly weight: number;
}

const SEPARATOR = "\x1f";
/** A segment is found again where one of the sample shares so much of the users of both. */
const FOUND = 0.5;
/** Users of a small segment, as a share of all. */
const SMALL = 0.02;

const limit = Number(process.argv[2] ?? 989_818);
const options: FitSegmentsOptions = JSON.parse(process.argv[3] ?? "{}");
const file = sharedData("msnbc/msnbc990928.seq.gz");
if (file === undefined) process.exit(1);
const log = await readSequences(file, { skipLines: 7, separator: " ", limit, collapseRepeats: true });
const all: Path[] = Array.from(log.weights, (weight, row) => {
  const actions = decodeSequence(log, row);
  return { path: actions.join(SEPARATOR), length: actions.length, weight };
});
const users = all.reduce((total, { weight }) => total + weight, 0);

const draws = limit > 200_000 ? [1] : [1, 2];

/** One of so many users, each with its path, who stands for so many: sizes asked for mean the same as with all. */
function sampleUsers(paths: readonly Path[], sample: number, seed: number): Path[] {
  const random = randomStream(seed, "scripts/sampling");
  let user = 0;
  return paths.flatMap((row) => {
    let drawn = 0;
    for (let i = 0; i < row.weight; i++) if (random.uniform(user++, 0) * sample < 1) drawn += 1;
    return drawn === 0 ? [] : [{ ...row, weight: drawn * sample }];
  });
}

async function fit(paths: readonly Path[], seed = 1): Promise<{ model: SegmentModel; seconds: number }> {
  const { user, system } = process.cpuUsage();
  const sequences = await weightedSequences(
    paths.map(({ path }) => path.split(SEPARATOR)),
    paths.map(({ weight }) => weight),
  );
  const model = await fitSegments(sequences, { ...options, projection: false, seed });
  const used = process.cpuUsage();
  return { model, seconds: (used.user + used.system - user - system) / 1e6 };
}

async function labelsOf(model: SegmentModel): Promise<Int32Array> {
  const answers = await model.assign(all.map(({ path }) => path.split(SEPARATOR)));
  return Int32Array.from(answers, ({ segment }) => segment);
}

function perUser(labels: Int32Array): Int32Array {
  const found = new Int32Array(users);
  let at = 0;
  for (const [row, { weight }] of all.entries()) {
    found.fill(labels[row]!, at, at + weight);
    at += weight;
  }
  return found;
}

/** Users in each pair of a segment of all and one of the sample; those in none are a row and a column of their own. */
function compare(full: Int32Array, sampled: Int32Array) {
  const pairs = new Map<string, number>();
  const [sizes, others] = [new Map<number, number>(), new Map<number, number>()];
  const add = <K>(map: Map<K, number>, key: K, weight: number) => map.set(key, (map.get(key) ?? 0) + weight);
  for (const [row, { weight }] of all.entries()) {
    add(pairs, `${full[row]} ${sampled[row]}`, weight);
    add(sizes, full[row]!, weight);
    add(others, sampled[row]!, weight);
  }
  const lost: number[] = [];
  let worst = 0;
  for (const [segment, size] of sizes) {
    if (segment < 0) continue;
    let best = 0;
    for (const [other, otherSize] of others) {
      const both = pairs.get(`${segment} ${other}`) ?? 0;
      const overlap = other < 0 ? 0 : both / (size + otherSize - both);
      if (overlap <= best) continue;
      best = overlap;
      if (overlap >= FOUND) worst = Math.max(worst, Math.abs(otherSize - size) / users);
    }
    if (best < FOUND) lost.push(size / users);
  }
  const small = [...sizes].filter(([segment, size]) => segment >= 0 && size < SMALL * users).length;
  const smallLost = lost.filter((share) => share < SMALL).length;
  return { lost: lost.length, small, smallLost, worst, segments: others.size - (others.has(-1) ? 1 : 0) };
}

const whole = await fit(all);
const full = await labelsOf(whole.model);
const fullUsers = perUser(full);
console.log(`${users} users, ${all.length} distinct paths`);
console.log("| fitted to | paths | CPU s | segments | ARI with all | lost | small lost | largest change of a share |");
console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
console.log(`| all | ${all.length} | ${whole.seconds.toFixed(0)} | ${whole.model.segments.length} | 1 | 0 | 0 | 0 |`);

async function row(name: string, paths: readonly Path[], seed = 1): Promise<void> {
  const { model, seconds } = await fit(paths, seed);
  const labels = await labelsOf(model);
  const ari = adjustedRandIndex(fullUsers, perUser(labels));
  const { lost, small, smallLost, worst, segments } = compare(full, labels);
  const cells = [name, paths.length, seconds.toFixed(0), segments, ari.toFixed(3), lost, `${smallLost} of ${small}`];
  console.log(`| ${[...cells, `${(100 * worst).toFixed(2)}%`].join(" | ")} |`);
}

await row("all, another seed", all, 2);
for (const sample of [5, 20, 100]) {
  for (const seed of draws) {
    await row(`1 of ${sample}, by weight, draw ${seed}`, samplePaths(all, sample, seed) as Path[]);
    await row(`1 of ${sample}, users, draw ${seed}`, sampleUsers(all, sample, seed));
  }
}
