import { log } from "../core/internal";

/** Numbers of actions after which beginnings are looked at when laws are fitted. */
export const LOOKS = [1, 2, 3, 5, 10, 20, 50, 100] as const;

const LOGS = LOOKS.map(log);

/** Two looks, and how far a number of actions lies from the first to the second by its logarithm. */
interface Between {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** By numbers of actions, up to the last look. */
const BETWEEN: readonly Between[] = Array.from({ length: LOOKS.at(-1)! + 1 }, (_, actions) => looksAround(actions));

/** The two looks around a number of actions. */
export function between(actions: number): Between {
  return BETWEEN[Math.min(actions, BETWEEN.length - 1)]!;
}

function looksAround(actions: number): Between {
  const last = LOOKS.length - 1;
  if (actions <= LOOKS[0]) return { from: 0, to: 0, share: 0 };
  if (actions >= LOOKS[last]!) return { from: last, to: last, share: 0 };
  let to = 1;
  while (LOOKS[to]! < actions) to++;
  if (LOOKS[to] === actions) return { from: to, to, share: 0 };
  return { from: to - 1, to, share: (log(actions) - LOGS[to - 1]!) / (LOGS[to]! - LOGS[to - 1]!) };
}

/** A value given at each look, at any number of actions. */
export function valueAt(values: ArrayLike<number>, actions: number): number {
  const { from, to, share } = between(actions);
  return values[from]! + share * (values[to]! - values[from]!);
}

/** The last look at or before a number of actions. */
export function lookAt(actions: number): number {
  let look = 0;
  while (look + 1 < LOOKS.length && LOOKS[look + 1]! <= actions) look++;
  return look;
}
