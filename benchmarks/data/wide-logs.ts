import { generator, pick, zipf } from "./draws";

/** The shape of a made-up log whose vocabulary is wide for its events. */
export interface WideLog {
  readonly shape: keyof typeof SHAPES;
  readonly users: number;
  readonly actions: number;
  readonly tokens: number;
  readonly seed: number;
}

/** How a shape draws: what a user does, given who the user is like and what came before. */
const SHAPES = { commands, paths, visits, "each once": eachOnce };

/**
 * Logs of few users and many actions. `commands`: Zipf's law over the commands of four kinds of users, sessions of
 * different lengths. `paths`: long ways through a hospital, in which what comes next depends on what was done last.
 * `visits`: addresses of which most are seen once, beside a few pages that all see. `each once`: no action occurs twice.
 *
 * @returns a list of actions for each user.
 */
export function wideLog(log: WideLog): string[][] {
  const random = generator(log.seed);
  return SHAPES[log.shape](log, lengths(log, random), random);
}

const KINDS = 4;

function commands({ actions }: WideLog, lengthOf: readonly number[], random: () => number): string[][] {
  const shares = zipf(actions, 1);
  return lengthOf.map((length, user) => {
    const kind = user % KINDS;
    return Array.from({ length }, () => {
      const rank = pick(shares, random());
      // a kind's own commands are the common ones of its users
      return `c${random() < 0.6 ? (rank * KINDS + kind) % actions : rank}`;
    });
  });
}

function paths({ actions }: WideLog, lengthOf: readonly number[], random: () => number): string[][] {
  const shares = zipf(Math.floor(actions / KINDS));
  return lengthOf.map((length, user) => {
    const kind = user % KINDS;
    let last = kind;
    return Array.from({ length }, () => {
      const step = random();
      if (step < 0.5) last = (last * 7 + kind + 1) % actions;
      else if (step < 0.9) last = pick(shares, random()) * KINDS + kind;
      else last = Math.floor(random() * actions);
      return `a${last}`;
    });
  });
}

function visits({ actions }: WideLog, lengthOf: readonly number[], random: () => number): string[][] {
  const [common, shared] = [zipf(30), Math.floor(actions / 4)];
  let fresh = shared;
  return lengthOf.map((length, user) => {
    const kind = user % KINDS;
    return Array.from({ length }, () => {
      const page = random();
      if (page < 0.45) return `/page/${kind}/${pick(common, random())}`;
      if (page < 0.65 || fresh >= actions) return `/item/${Math.floor(random() * shared)}`;
      return `/item/${fresh++}`;
    });
  });
}

function eachOnce(_: WideLog, lengthOf: readonly number[]): string[][] {
  let next = 0;
  return lengthOf.map((length) => Array.from({ length }, () => `a${next++}`));
}

/** Heavy-tailed lengths that sum up to the log's tokens, at least one each. */
function lengths({ shape, users, tokens }: WideLog, random: () => number): number[] {
  const draws = Array.from({ length: users }, () =>
    shape === "each once" ? 1 : 0.2 + (1 / (0.05 + random())) ** 1.1 / 4,
  );
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const ends = [0];
  let reached = 0;
  for (const draw of draws) {
    reached += draw;
    ends.push(Math.round((reached / total) * tokens));
  }
  return draws.map((_, u) => Math.max(1, ends[u + 1]! - ends[u]!));
}
