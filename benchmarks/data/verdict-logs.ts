import { randomStream } from "../../src/core/internal";

/** A log and the behaviour planted in each user; none where nothing is planted. */
export interface MadeLog {
  readonly lists: readonly (readonly string[])[];
  readonly planted: readonly number[] | undefined;
}

/** Numbers in [0, 1), one after the other. */
export type Draw = () => number;

function drawing(seed: number, stage: string): Draw {
  const random = randomStream(seed, stage);
  let at = 0;
  return () => random.uniform(at++, 0);
}

/** Writes one user of behaviour `b`. */
type Behaviour = (b: number, draw: Draw) => string[];

/** Kinds of planted behaviours: what a user of each does. */
const PLANTED_KINDS = {
  /** No action in common; actions are repeated now and then. */
  disjoint: () => (b, draw) => jitter(path(b, 4), draw),
  /** All users of a behaviour do the very same. */
  identical: () => (b) => path(b, 3 + (b % 3)),
  /** Two of five actions are everybody's. */
  overlap: () => (b, draw) => jitter([...path(b, 3), "home", "help"].sort(byKey(b)), draw),
  /** All begin alike. */
  "shared start": () => (b, draw) => jitter(["open", "login", "home", ...path(b, 3)], draw),
  /** All do the same but for the last action. */
  endings: () => (b, draw) => [...jitter(["open", "search", "view", "cart"], draw), `end${b}`],
  /** The same actions in another order. */
  order: () => (b, draw) => jitter(permuted(["a", "b", "c", "d", "e", "f"], b), draw),
  /** A path of six, of which two neighbours are swapped or the tail is cut. */
  variants: () => (b, draw) => variant(path(b, 6), draw),
  /** One to four sessions, each a path with a shared beginning and end. */
  sessions: () => (b, draw) =>
    Array.from({ length: 1 + Math.floor(4 * draw()) }, () => ["START", ...jitter(path(b, 3), draw), "QUIT"]).flat(),
  /** A chain over twelve shared actions, each behaviour with laws of its own; 8 to 30 actions. */
  chains: (draw) => {
    const laws = new Map<number, string[][]>();
    const lawOf = (b: number) => {
      const law = laws.get(b) ?? Array.from({ length: 12 }, () => Array.from({ length: 3 }, () => `s${int(12, draw)}`));
      laws.set(b, law);
      return law;
    };
    return (b, draw) => walk(lawOf(b), 8 + int(23, draw), draw);
  },
  /** Round and round a cycle of five shared actions, each behaviour in an order of its own, from anywhere. */
  cycles: () => (b, draw) => {
    const cycle = permuted(["a", "b", "c", "d", "e"], b);
    const start = int(5, draw);
    return Array.from({ length: 6 + int(10, draw) }, (_, i) => cycle[(start + i) % 5]!);
  },
  /** Four actions in five are the behaviour's own, at random; the fifth is everybody's. */
  "mostly own": () => (b, draw) =>
    Array.from({ length: 6 + int(15, draw) }, () => (draw() < 0.8 ? `b${b}_${int(6, draw)}` : `all_${int(6, draw)}`)),
} satisfies Record<string, (draw: Draw) => Behaviour>;

export type PlantedKind = keyof typeof PLANTED_KINDS;

export function plantedLog(kind: PlantedKind, sizes: readonly number[], seed: number): MadeLog {
  const draw = drawing(seed, `benchmarks/verdict/${kind}`);
  const behave = PLANTED_KINDS[kind](draw);
  const planted = sizes.flatMap((size, b) => Array<number>(size).fill(b));
  return { lists: planted.map((b) => behave(b, draw)), planted };
}

/** Kinds of logs that hold no groups: what any user does. */
const NOISE_KINDS = {
  /** Each action from all alike; 5 to 24 of them. */
  uniform: (actions: number) => (draw) => Array.from({ length: 5 + int(20, draw) }, () => `a${int(actions, draw)}`),
  zipf: (actions: number) => (draw) => Array.from({ length: 5 + int(20, draw) }, () => `a${zipf(actions, draw)}`),
  short: (actions: number) => (draw) => Array.from({ length: 1 + int(4, draw) }, () => `a${zipf(actions, draw)}`),
  long: (actions: number) => (draw) => Array.from({ length: 60 + int(90, draw) }, () => `a${zipf(actions, draw)}`),
  /** Lengths over three magnitudes. */
  "uneven lengths": (actions: number) => (draw) =>
    Array.from({ length: Math.ceil(2 ** (8 * draw())) }, () => `a${zipf(actions, draw)}`),
  /** The action before is done again four times in five. */
  sticky: (actions: number) => (draw) => {
    const list = [`a${int(actions, draw)}`];
    for (let left = 5 + int(30, draw); left > 0; left--)
      list.push(draw() < 0.8 ? list.at(-1)! : `a${int(actions, draw)}`);
    return list;
  },
  /** One chain for all: each action is followed by the next one, another one, or one at random. */
  chain: (actions: number) => {
    const random = drawing(actions, "benchmarks/verdict/chain");
    const law = Array.from({ length: actions }, (_, a) => [`s${(a + 1) % actions}`, `s${int(actions, random)}`]);
    return (draw) =>
      walk(
        law.map((next) => [...next, `s${int(actions, draw)}`]),
        8 + int(20, draw),
        draw,
      );
  },
  /** From one law to another by degrees: every mixture of the two is as frequent. */
  gradient: (actions: number) => (draw) => {
    const share = draw();
    return Array.from({ length: 10 + int(20, draw) }, () => `${draw() < share ? "a" : "b"}${int(actions, draw)}`);
  },
  /** Runs of one to nine of the same action. */
  bursts: (actions: number) => (draw) =>
    Array.from({ length: 2 + int(6, draw) }, () =>
      Array<string>(1 + int(9, draw)).fill(`a${zipf(actions, draw)}`),
    ).flat(),
  /** A third of the users do ten times as much as the others. */
  "two lengths": (actions: number) => (draw) =>
    Array.from({ length: (3 + int(4, draw)) * (draw() < 1 / 3 ? 10 : 1) }, () => `a${zipf(actions, draw)}`),
  /** Each user likes each action as much as chance has it. */
  tastes: (actions: number) => (draw) => {
    const sums: number[] = [];
    for (let action = 0; action < actions; action++) sums.push((sums.at(-1) ?? 0) + draw());
    return Array.from({ length: 8 + int(20, draw) }, () => {
      const target = draw() * sums.at(-1)!;
      return `a${sums.findIndex((sum) => sum > target)}`;
    });
  },
} satisfies Record<string, (actions: number) => (draw: Draw) => string[]>;

export type NoiseKind = keyof typeof NOISE_KINDS;

export function noiseLog(kind: NoiseKind, actions: number, users: number, seed: number): MadeLog {
  const draw = drawing(seed, `benchmarks/verdict/${kind}`);
  const behave: (draw: Draw) => string[] = NOISE_KINDS[kind](actions);
  return { lists: Array.from({ length: users }, () => behave(draw)), planted: undefined };
}

/** The same actions, dealt anew to the users; lengths and shares are kept. */
export function shuffledLog({ lists }: Pick<MadeLog, "lists">, seed: number): MadeLog {
  const all = lists.flat();
  const draw = drawing(seed, "benchmarks/shuffled");
  for (let i = all.length - 1; i > 0; i--) {
    const j = int(i + 1, draw);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return { lists: lists.map(({ length }) => all.splice(-length)), planted: undefined };
}

function int(bound: number, draw: Draw): number {
  return Math.floor(bound * draw());
}

function path(b: number, length: number): string[] {
  return Array.from({ length }, (_, i) => `b${b}_${i}`);
}

/** Each action once, three times in ten once more, one time in ten once more again. */
function jitter(actions: readonly string[], draw: Draw): string[] {
  return actions.flatMap((action) => Array<string>(1 + Number(draw() < 0.3) + Number(draw() < 0.1)).fill(action));
}

function variant(actions: readonly string[], draw: Draw): string[] {
  const list = [...actions];
  const kind = draw();
  if (kind < 0.3) return list.slice(0, -1 - int(2, draw));
  if (kind < 0.6) {
    const at = int(list.length - 1, draw);
    [list[at], list[at + 1]] = [list[at + 1]!, list[at]!];
  }
  return list;
}

function permuted(actions: readonly string[], b: number): string[] {
  const random = drawing(b + 1, "benchmarks/verdict/order");
  return actions
    .map((action) => [random(), action] as const)
    .sort(([x], [y]) => x - y)
    .map(([, action]) => action);
}

function byKey(b: number): (x: string, y: string) => number {
  const place = (action: string) => drawing(b + 1, `benchmarks/verdict/${action}`)();
  return (x, y) => place(x) - place(y);
}

function walk(law: readonly (readonly string[])[], length: number, draw: Draw): string[] {
  const list = [`s${int(law.length, draw)}`];
  while (list.length < length) {
    const next = law[Number(list.at(-1)!.slice(1))]!;
    const u = draw();
    list.push(next[u < 0.6 ? 0 : u < 0.9 ? 1 : 2]!);
  }
  return list;
}

/** Rank r of `actions` with a probability as 1 / (r + 1), nearly. */
function zipf(actions: number, draw: Draw): number {
  return Math.min(actions - 1, Math.floor((actions + 1) ** draw()) - 1);
}
