import type { Vectors } from "../../core";
import { integer, readOptions, toMatrix, wrongType } from "../../core/internal";
import { fitKmeans } from "./fit-kmeans";
import type { KmeansResult } from "./kmeans-model";
import { KMEANS_SETTINGS, type KmeansSweepOptions } from "./kmeans-settings";

/**
 * {@link kmeans} for several numbers of clusters over the same rows, which shares the reading of rows and the starts.
 * Each result is what `kmeans` gives for that k, to the bit.
 *
 * @param vectors n rows of d finite numbers.
 * @param numbers the numbers of clusters, each at most the number of distinct rows.
 * @param options when to stop, restarts, seed, weights, workers, progress and abort.
 * @returns one result for each number, in their order.
 * @throws RangeError as {@link kmeans}.
 * @example
 * const [two, three] = await kmeansSweep([[0], [1], [8], [9], [20]], [2, 3]);
 * three!.inertia < two!.inertia; // true
 */
export async function kmeansSweep(
  vectors: Vectors,
  numbers: readonly number[],
  options: KmeansSweepOptions = {},
): Promise<KmeansResult[]> {
  const given = readOptions(options, KMEANS_SETTINGS);
  if (!Array.isArray(numbers)) throw wrongType("numbers", "an array of numbers of clusters", numbers);
  const wanted = Array.from(numbers, (k, i) => {
    const name = `numbers[${i}]`;
    return { k: integer({ min: 1 }).read(k, name), name };
  });
  return fitKmeans(toMatrix("vectors", vectors), wanted, given);
}
