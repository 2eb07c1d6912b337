/** How the number of segments of a table was found. */
export interface TableSelection {
  /** The engine. */
  readonly method: string;
  /**
   * - `"silhouette"`: of 2 to 10, the number whose clusters stand apart best; one, where none reaches
   *   0.25
   * - `"given"`: it was asked for
   * - `"engine"`: the engine finds it
   */
  readonly rule: "silhouette" | "given" | "engine";
  /** The numbers tried, ascending. */
  readonly tried: readonly TriedNumber[];
  /** Why this number, in words. */
  readonly reason: string;
}

/** One number of clusters that was tried. */
export interface TriedNumber {
  readonly k: number;
  /** Sum of squared distances to the centers; undefined for an engine without centers. */
  readonly inertia: number | undefined;
  /** Mean silhouette, of 4,000 rows at most; undefined for one cluster. */
  readonly silhouette: number | undefined;
}

/** Silhouettes below this are no structure (Kaufman and Rousseeuw 1990). */
export const WEAK_STRUCTURE = 0.25;
