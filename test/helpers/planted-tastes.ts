import { type RandomStream, randomStream } from "../../src/core/internal";

/** What each taste does: how often it goes on with which action. */
const TASTES: Readonly<Record<string, readonly string[]>> = {
  series: ["SERIES", "SERIES", "SERIES", "NEXT", "RATE"],
  films: ["FILM", "TRAILER", "FILM", "SEARCH", "TRAILER"],
  kids: ["KIDS", "KIDS", "REPEAT", "KIDS", "REPEAT"],
  sports: ["LIVE", "SCORES", "LIVE", "PAUSE", "SCORES"],
};

/** Paths of users of some tastes, by name or by actions of their own; as many of each, of 5 to 7 actions, drawn from a seed. */
export function tastePaths(
  users: number,
  seed: number,
  tastes: readonly (string | readonly string[])[] = Object.keys(TASTES),
): string[][] {
  const random = randomStream(seed, "test/tastes");
  return Array.from({ length: users }, (_, u) => {
    const taste = tastes[u % tastes.length]!;
    return pathOf(typeof taste === "string" ? TASTES[taste]! : taste, random, u);
  });
}

function pathOf(actions: readonly string[], random: RandomStream, user: number): string[] {
  const draw = (i: number) => random.uniform(user, i);
  const length = 5 + Math.floor(draw(0) * 3);
  return Array.from({ length }, (_, i) => {
    return draw(2 * i + 1) < 0.1 ? "BROWSE" : actions[Math.floor(draw(2 * i + 2) * actions.length)]!;
  });
}
