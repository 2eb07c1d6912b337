import { type RandomStream, randomStream } from "../../src/core/internal";

/** What is changed between two populations of users. */
export const SHIFTS = ["nothing", "mean shift", "a segment splits", "a new segment of 3%", "a renamed action"] as const;

export type Shift = (typeof SHIFTS)[number];

const ACTIONS = ["OPEN", "BROWSE", "SEARCH", "PLAY", "PAUSE", "RATE", "SHARE", "LEAVE"];

/** How often each action follows, by taste; users of a taste are a segment. */
const TASTES = {
  browsers: [1, 8, 6, 2, 1, 1, 0, 1],
  players: [1, 1, 1, 9, 6, 1, 1, 0],
  critics: [1, 2, 1, 3, 0, 8, 5, 0],
  newcomers: [6, 0, 8, 0, 0, 0, 1, 5],
};

type Weights = readonly number[];

/** A population: shares of tastes. */
function populationOf(shift: Shift): readonly (readonly [share: number, weights: Weights])[] {
  const { browsers, players, critics, newcomers } = TASTES;
  switch (shift) {
    case "nothing":
    case "a renamed action":
      return [
        [0.4, browsers],
        [0.4, players],
        [0.2, critics],
      ];
    case "mean shift": // players pause a fifth less often, and rate in its place
      return [
        [0.4, browsers],
        [0.4, changed(players, { PAUSE: -1.2, RATE: 1.2 })],
        [0.2, critics],
      ];
    case "a segment splits": // half of the players pause twice as often, half half as often, so that means stay
      return [
        [0.4, browsers],
        [0.2, changed(players, { PAUSE: 4, PLAY: -4 })],
        [0.2, changed(players, { PAUSE: -4, PLAY: 4 })],
        [0.2, critics],
      ];
    case "a new segment of 3%":
      return [
        [0.388, browsers],
        [0.388, players],
        [0.194, critics],
        [0.03, newcomers],
      ];
  }
}

function changed(weights: Weights, by: Readonly<Record<string, number>>): Weights {
  return weights.map((weight, i) => weight + (by[ACTIONS[i]!] ?? 0));
}

/** Paths of users of a population, five to twenty actions long. */
export function plantedUsers(shift: Shift, users: number, seed: number): string[][] {
  const random = randomStream(seed, "scripts/planted");
  const population = populationOf(shift);
  const nameOf = (action: string) => (shift === "a renamed action" && action === "RATE" ? "REVIEW" : action);
  return Array.from({ length: users }, (_, user) => {
    const taste = pick(
      population.map(([share]) => share),
      random.uniform(user, 0),
    );
    const length = 5 + Math.floor(16 * random.uniform(user, 1));
    const weights = population[taste]![1];
    return Array.from({ length }, (_, i) => nameOf(ACTIONS[pick(weights, drawOf(random, user, i))]!));
  });
}

function drawOf(random: RandomStream, user: number, i: number): number {
  return random.uniform(user, 2 + i);
}

function pick(weights: Weights, u: number): number {
  let left = u * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
