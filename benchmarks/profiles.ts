// What each segment does, beside the fit: 20 planted segments, 15 actions a user of 60, a twentieth of the users in none;
// every sequence is another one, so that nothing is saved by duplicates. No peer: none reports as much. Quality is the
// share of segments whose first distinctive action is one that was planted in it.
import { writeFile } from "node:fs/promises";
import { type SegmentProfile, sequencesFrom, summarizeSegments } from "../src";
import { randomStream } from "../src/core/internal";
import type { TokenizedSequences } from "../src/sequences";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
}

interface Input {
  readonly sequences: TokenizedSequences;
  readonly labels: number[];
}

const SEGMENTS = 20;
const ACTIONS = 60;
const LENGTH = 15;
/** Actions that a segment's users prefer: three of their own, and the next segment's first three. */
const FAVORITES = 6;

const profiles: Subject<Params, Input, SegmentProfile[]> = {
  cases: (quick) => [
    ...(quick ? [] : [{ case: "10,000 users", params: { users: 10_000 } }]),
    { case: "100,000 users", params: { users: 100_000 } },
    ...(quick ? [] : [{ case: "1,000,000 users", params: { users: 1_000_000 } }]),
  ],
  prepare: async (params, folder) => writeFile(`${folder}/params.json`, JSON.stringify(params)),
  async load({ users }) {
    const stream = randomStream(7, "benchmarks/profiles");
    const labels = Array.from({ length: users }, (_, user) => {
      return stream.uniform(user, 1000) < 0.05 ? -1 : stream.integer(SEGMENTS, user, 1001);
    });
    const lists = labels.map((label, user) =>
      Array.from({ length: LENGTH }, (_, step) => `ACTION_${actionOf(label, user, step)}`),
    );
    return { sequences: await sequencesFrom(lists), labels };

    function actionOf(label: number, user: number, step: number): number {
      const isOwn = label >= 0 && stream.uniform(user, 2 * step) < 0.5;
      if (isOwn) return (label * 3 + stream.integer(FAVORITES, user, 2 * step + 1)) % ACTIONS;
      return stream.integer(ACTIONS, user, 2 * step + 1);
    }
  },
  run: ({ sequences, labels }) => summarizeSegments(sequences, labels, { includeNoise: true }),
  describe: (found, { labels }) => ({
    n: labels.length,
    d: ACTIONS,
    result: found.map(({ segment, patterns }) => [segment, patterns.distinctiveActions[0]?.text ?? null]),
  }),
  quality(result) {
    const assigned = (result as [number, string | null][]).filter(([segment]) => segment >= 0);
    const right = assigned.filter(([segment, action]) => {
      const number = Number(action?.replace("ACTION_", ""));
      return action !== null && (number - segment * 3 + ACTIONS) % ACTIONS < FAVORITES;
    });
    return right.length / assigned.length;
  },
};

export default profiles;
