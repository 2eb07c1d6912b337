// Events in memory -> events after one step of `prepare`, and sequences of one action each. n is the number of events, d that of
// actions; quality is the number of events left. No peer.

import { randomStream } from "../src/core/internal";
import type { Events } from "../src/events";
import { buildSequences, type PrepareStep, type TokenizedSequences } from "../src/sequences";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly step: PrepareStep | undefined;
}

const ACTIONS = Array.from({ length: 200 }, (_, i) =>
  i % 4 === 0 ? `https://shop.example/item/${i}?ref=mail` : `action_${i}`,
);
const EVENTS_A_USER = 40;
const MINUTE_MS = 60_000;

const STEPS: readonly (PrepareStep | undefined)[] = [
  undefined,
  { step: "drop", actions: "action_1*" },
  { step: "cleanNames", rules: [{ match: "\\d+", alias: "<n>" }] },
  { step: "cleanUrls" },
  { step: "group", pattern: "(action_1 -> .* -> action_2)+", name: "hunt" },
  { step: "sessions", gap: "30m" },
  { step: "markers", lostAfter: "14d" },
  { step: "keepPaths", matching: "action_1 -> ... -> action_2" },
  { step: "dropRobots", maxShare: 0.5, maxRate: { events: 30, within: "1m" } },
];

const prepare: Subject<Params, Events, TokenizedSequences> = {
  cases: (quick) =>
    STEPS.map((step) => ({ case: step?.step ?? "no step", params: { users: quick ? 5000 : 50_000, step } })),
  load: async ({ users }) => madeUpEvents(users),
  run: (events, { step }) => buildSequences(events, { prepare: step ? [step] : [], maxLength: 1 }),
  describe: ({ report }, { action, actions }) => ({
    n: action.length,
    d: actions.length,
    result: report.prepared[0]?.events.after ?? action.length,
  }),
  quality: Number,
};

export default prepare;

function madeUpEvents(users: number): Events {
  const stream = randomStream(1, "benchmarks/prepare");
  const rows = users * EVENTS_A_USER;
  const time = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const isFirst = row % EVENTS_A_USER === 0;
    time[row] = isFirst ? 1.7e12 : time[row - 1]! + stream.integer(40 * MINUTE_MS, row, 0);
  }
  return {
    users: Array.from({ length: users }, (_, user) => `user_${user}`),
    actions: ACTIONS,
    offsets: Uint32Array.from({ length: users + 1 }, (_, user) => user * EVENTS_A_USER),
    action: Uint32Array.from({ length: rows }, (_, row) => stream.integer(ACTIONS.length, row, 1)),
    time,
    session: undefined,
    value: undefined,
    duration: undefined,
    report: {
      ...{ rows, accepted: rows, filtered: 0, refused: [], fallbacks: [], timeUnit: "ms", timeFormat: undefined },
      ...{ localTimes: 0, timeZone: undefined, times: undefined, ties: 0, notes: [] },
    },
  };
}
