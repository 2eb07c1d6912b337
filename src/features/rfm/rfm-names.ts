import { asExpected, integer } from "../../core/internal";
/** Which cells of scores have a name: each score lies between the two bounds, these included. */
export interface RfmName {
  readonly name: string;
  readonly recency: readonly [from: number, to: number];
  readonly frequency: readonly [from: number, to: number];
  readonly monetary: readonly [from: number, to: number];
}

/** The name of cells that no rule holds. */
export const OTHERS = "Others";

/**
 * Ten names for scores of 1 to 5; of several that hold a cell the first counts, and what none of them holds is "Others". All
 * eleven are the name of at least one cell. The bounds are those of the R package rfm's reference page of `rfm_segment`.
 */
export const RFM_NAMES: readonly RfmName[] = [
  { name: "Champions", recency: [5, 5], frequency: [5, 5], monetary: [5, 5] },
  { name: "Potential Loyalist", recency: [3, 5], frequency: [3, 5], monetary: [2, 5] },
  { name: "Loyal Customers", recency: [2, 4], frequency: [2, 4], monetary: [2, 4] },
  { name: "Promising", recency: [3, 4], frequency: [1, 3], monetary: [3, 5] },
  { name: "New Customers", recency: [4, 5], frequency: [1, 3], monetary: [1, 5] },
  { name: "Can't Lose Them", recency: [1, 2], frequency: [3, 4], monetary: [4, 5] },
  { name: "At Risk", recency: [1, 2], frequency: [2, 5], monetary: [4, 5] },
  { name: "Need Attention", recency: [1, 3], frequency: [3, 5], monetary: [3, 5] },
  { name: "About To Sleep", recency: [2, 3], frequency: [1, 3], monetary: [1, 4] },
  { name: "Lost", recency: [1, 1], frequency: [1, 5], monetary: [1, 5] },
];

/**
 * The bounds of the R package rfm's introduction. "New Customers" and "Promising" lie inside of "Potential Loyalist", and
 * "Can't Lose Them" inside of "At Risk": no cell has these names ({@link rfmNameCells} says which).
 */
export const RFM_NAMES_OF_INTRODUCTION: readonly RfmName[] = [
  { name: "Champions", recency: [4, 5], frequency: [4, 5], monetary: [4, 5] },
  { name: "Loyal Customers", recency: [2, 5], frequency: [3, 5], monetary: [3, 5] },
  { name: "Potential Loyalist", recency: [3, 5], frequency: [1, 3], monetary: [1, 3] },
  { name: "New Customers", recency: [4, 5], frequency: [1, 1], monetary: [1, 1] },
  { name: "Promising", recency: [3, 4], frequency: [1, 1], monetary: [1, 1] },
  { name: "Need Attention", recency: [2, 3], frequency: [2, 3], monetary: [2, 3] },
  { name: "About To Sleep", recency: [2, 3], frequency: [1, 2], monetary: [1, 2] },
  { name: "At Risk", recency: [1, 2], frequency: [2, 5], monetary: [2, 5] },
  { name: "Can't Lose Them", recency: [1, 1], frequency: [4, 5], monetary: [4, 5] },
  { name: "Lost", recency: [1, 2], frequency: [1, 2], monetary: [1, 2] },
];

/** The place of the first rule that holds a cell; as many as there are rules for "Others". */
export function ruleOfCell(rules: readonly RfmName[], recency: number, frequency: number, monetary: number): number {
  const within = (score: number, [from, to]: readonly [number, number]) => score >= from && score <= to;
  const found = rules.findIndex(
    (rule) => within(recency, rule.recency) && within(frequency, rule.frequency) && within(monetary, rule.monetary),
  );
  return found < 0 ? rules.length : found;
}

/** How many cells of scores bear each name. */
export interface RfmNameCells {
  /** For each name, "Others" last, the number of cells; together they are all cells. */
  readonly cells: ReadonlyMap<string, number>;
  /** Names that no cell bears, for rules before them hold all of theirs. */
  readonly unreachable: readonly string[];
}

/**
 * Which names can occur at all: counts the cells of each.
 *
 * @param rules in the order in which they count.
 * @param bins the highest score.
 * @returns the number of cells of each name, and the names that have none.
 * @example
 * rfmNameCells(RFM_NAMES_OF_INTRODUCTION).unreachable; // ["New Customers", "Promising", "Can't Lose Them"]
 */
export function rfmNameCells(rules: readonly RfmName[], bins = 5): RfmNameCells {
  integer({ min: 1, max: 100 }).read(bins, "bins");
  return asExpected("rules", "rules with a name and three ranges", rules, () => countCells(rules, bins));
}

function countCells(rules: readonly RfmName[], bins: number): RfmNameCells {
  const cells = new Map([...rules.map(({ name }) => name), OTHERS].map((name) => [name, 0]));
  for (let recency = 1; recency <= bins; recency++) {
    for (let frequency = 1; frequency <= bins; frequency++) {
      for (let monetary = 1; monetary <= bins; monetary++) {
        const name = rules[ruleOfCell(rules, recency, frequency, monetary)]?.name ?? OTHERS;
        cells.set(name, cells.get(name)! + 1);
      }
    }
  }
  return { cells, unreachable: [...cells.keys()].filter((name) => cells.get(name) === 0) };
}
