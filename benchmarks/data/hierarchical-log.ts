/** A made-up log of hierarchical action names. */
export interface HierarchicalLog {
  readonly sequences: number;
  readonly seed: number;
  /** Share of the actions whose name says where in the product they are; the others are filed at random. */
  readonly prefixed: number;
}

const [AREAS, SCREENS, ACTIONS] = [8, 5, 40];

/**
 * Visits to a product of 8 areas with 5 screens of 40 actions: one in ten steps goes to another area, two in ten to another
 * screen, and number r of each comes up in proportion to 1 / r. Actions are named `area/screen/action`.
 */
export function hierarchicalLog({ sequences, seed, prefixed }: HierarchicalLog): string[][] {
  const random = generator(seed);
  return Array.from({ length: sequences }, () => {
    const length = 3 + Math.floor(18 * random());
    let [area, screen] = [zipf(AREAS, random()), zipf(SCREENS, random())];
    return Array.from({ length }, () => {
      const turn = random();
      if (turn < 0.1) area = zipf(AREAS, random());
      if (turn < 0.3) screen = zipf(SCREENS, random());
      return nameOf(area, screen, zipf(ACTIONS, random()), prefixed);
    });
  });
}

/** The area in which an action of {@link hierarchicalLog} happens. */
export function areaOf(name: string): string {
  return name.split("/").at(-1)!.split(".")[0]!;
}

function nameOf(area: number, screen: number, action: number, prefixed: number): string {
  const own = `${area}.${screen}.${action}`;
  if (((area * 1009 + screen * 101 + action * 17) % 100) / 100 < prefixed)
    return `area ${area}/screen ${screen}/${own}`;
  return `area ${(action * 7 + screen * 3) % AREAS}/screen ${(action * 5 + area) % SCREENS}/${own}`;
}

function zipf(count: number, u: number): number {
  let total = 0;
  for (let r = 1; r <= count; r++) total += 1 / r;
  let reached = 0;
  for (let r = 1; r < count; r++) {
    reached += 1 / r / total;
    if (reached >= u) return r - 1;
  }
  return count - 1;
}

/** Numbers in [0, 1): the multiplicative generator of Lehmer, 48271 modulo 2^31 - 1. */
function generator(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
