// Logs in which behaviours are planted, logs in which there are none, and logs whose actions are dealt anew to the users (lengths and
// shares kept) -> segments and verdict, a line for each family. Quality is the share of the logs that are judged right: clear
// segments where behaviours are planted (of the demo, four), a continuum where nothing is. The families of the set "setting" were
// looked at when the rule was made, those of "judging" were not. No peer.
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { adjustedRandIndex } from "../src/clustering";
import { LABELLED_SETS, type LabelledSetName, readLabelledSet } from "./data/labelled-sets";
import { type MadeLog, type NoiseKind, noiseLog, type PlantedKind, plantedLog, shuffledLog } from "./data/verdict-logs";
import type { Subject } from "./harness";

type Recipe =
  | { readonly planted: PlantedKind; readonly sizes: readonly number[]; readonly seed: number }
  | { readonly noise: NoiseKind; readonly actions: number; readonly users: number; readonly seed: number }
  | { readonly demo: number; readonly seed: number }
  | { readonly real: LabelledSetName; readonly seed: number };

interface Params {
  readonly recipes: readonly Recipe[];
  /** Whether the actions are dealt anew. */
  readonly shuffled: boolean;
  /** Segments that have to be found where they are clear; any number when not given. */
  readonly segments?: number;
  readonly right: "clear segments" | "continuum";
}

interface Judged {
  readonly segments: number;
  readonly kind: string;
  /** Agreement with what was planted. */
  readonly ari: number | null;
  readonly separation: number;
  readonly shuffled: readonly number[];
  readonly atBorder: number;
  readonly stableShare: number;
}

const SETTING: readonly PlantedKind[] = [
  ...(["disjoint", "identical", "overlap", "shared start", "endings", "order", "variants", "sessions"] as const),
  "chains",
];
const JUDGING: readonly PlantedKind[] = ["cycles", "mostly own"];
const NOISE: readonly NoiseKind[] = [
  ...(["uniform", "zipf", "short", "long", "uneven lengths", "sticky", "chain", "gradient"] as const),
];
const NOISE_JUDGING: readonly NoiseKind[] = ["bursts", "two lengths", "tastes"];

const SIZES = [
  [80, 120],
  [50, 150, 300],
  [200, 200, 200, 200, 200, 200],
  [50, 5000],
  [5000, 2000, 500],
];
const NOISES = [
  { actions: 4, users: 300 },
  { actions: 30, users: 500 },
  { actions: 1000, users: 300 },
  { actions: 12, users: 5000 },
];

const subject: Subject<Params, readonly MadeLog[], readonly Judged[]> = {
  cases: (quick) => {
    const sizes = quick ? SIZES.slice(0, 2) : SIZES;
    const noises = quick ? NOISES.slice(0, 2) : NOISES;
    const demo = Array.from({ length: quick ? 2 : 10 }, (_, i) => ({ demo: quick ? 300 : 2000, seed: i + 1 }));
    const ofKind = (planted: PlantedKind) => sizes.map((of, i) => ({ planted, sizes: of, seed: 101 + i }));
    const ofNoise = (noise: NoiseKind) => noises.map((of, i) => ({ noise, ...of, seed: 101 + i }));
    const found = { shuffled: false, right: "clear segments" } as const;
    const none = { shuffled: false, right: "continuum" } as const;
    const dealt = { shuffled: true, right: "continuum" } as const;
    const real = quick
      ? []
      : (Object.keys(LABELLED_SETS) as LabelledSetName[]).map((name) => ({ real: name, seed: 5 }));
    return [
      { case: "planted: demo", params: { recipes: demo, ...found, segments: 4 } },
      ...SETTING.map((kind) => ({ case: `planted: ${kind}`, params: { recipes: ofKind(kind), ...found } })),
      ...JUDGING.map((kind) => ({ case: `planted, judging: ${kind}`, params: { recipes: ofKind(kind), ...found } })),
      ...NOISE.map((kind) => ({ case: `noise: ${kind}`, params: { recipes: ofNoise(kind), ...none } })),
      ...NOISE_JUDGING.map((kind) => ({
        case: `noise, judging: ${kind}`,
        params: { recipes: ofNoise(kind), ...none },
      })),
      { case: "shuffled: demo", params: { recipes: demo, ...dealt } },
      ...[...SETTING, ...JUDGING].map((kind) => ({
        case: `shuffled: ${kind}`,
        params: { recipes: ofKind(kind).slice(0, 3), ...dealt },
      })),
      ...real.map((recipe) => ({
        case: `shuffled: ${recipe.real}`,
        params: { recipes: [recipe], ...dealt },
        needs: LABELLED_SETS[recipe.real].file,
      })),
    ];
  },
  load: ({ recipes, shuffled }) =>
    Promise.all(
      recipes.map(async (recipe) => {
        const log = await make(recipe);
        return shuffled ? shuffledLog(log, recipe.seed) : log;
      }),
    ),
  async run(logs) {
    const judged: Judged[] = [];
    for (const { lists, planted } of logs) {
      const { segments, labels, verdict } = await fitSegments(lists);
      const { separation, shuffled, atBorder, stableShare } = verdict.log;
      const ari = planted ? adjustedRandIndex(planted, labels) : null;
      judged.push({ segments: segments.length, kind: verdict.kind, ari, separation, shuffled, atBorder, stableShare });
    }
    return judged;
  },
  describe: (judged, logs) => ({ n: logs.length, d: null, result: judged }),
  quality(result, { right, segments }) {
    const judged = result as readonly Judged[];
    const isRight = (one: Judged) => one.kind === right && (segments === undefined || one.segments === segments);
    return judged.filter(isRight).length / judged.length;
  },
  rounds: 1,
};

export default subject;

async function make(recipe: Recipe): Promise<MadeLog> {
  if ("planted" in recipe) return plantedLog(recipe.planted, recipe.sizes, recipe.seed);
  if ("noise" in recipe) return noiseLog(recipe.noise, recipe.actions, recipe.users, recipe.seed);
  if ("real" in recipe) return { lists: (await readLabelledSet(recipe.real)).lists, planted: undefined };
  return { lists: demoLists(recipe.demo, recipe.seed), planted: undefined };
}

/** The actions of each user, in the order of their times. */
function demoLists(users: number, seed: number): string[][] {
  const lists = new Map<string, string[]>();
  for (const { user, action } of makeDemoLog({ users, seed }).events) {
    lists.set(user, [...(lists.get(user) ?? []), action]);
  }
  return [...lists.values()];
}
