import type { Matrix, Vectors } from "../core";
import {
  func,
  integer,
  matrix,
  raggedRow,
  raggedRows,
  readOptions,
  type Schema,
  string,
  toMatrix,
  verbatim,
  wrongValue,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import type { Embedder, SequenceInput } from "./types";

/** A user's own way from sequences to vectors: one row for each sequence, the same for the same sequence. */
export type EmbedFunction = (sequences: readonly (readonly string[])[], run: RunOptions) => Vectors | Promise<Vectors>;

/** Options of {@link customEmbedder}. */
export interface CustomEmbedderOptions {
  /** Columns of what the function gives. */
  dimensions: number;
  /** Name in reports. @default "custom" */
  method?: string | undefined;
}

const CUSTOM_EMBEDDER_OPTIONS = {
  dimensions: integer({ min: 1, max: 1_000_000 }),
  method: string("custom"),
} satisfies Schema<CustomEmbedderOptions>;

/**
 * An embedder of a function that needs no training: a remote service, a model of your own, features counted by hand.
 * It is called with each distinct sequence once.
 *
 * @param embed gives a row of `dimensions` finite numbers for each list of actions, from that list alone.
 * @param options the number of dimensions, and the name under which it is reported.
 * @returns an embedder without a state to save: pass it again to a loaded model.
 * @throws TypeError when `dimensions` is missing.
 * @example
 * const lengths = customEmbedder((sequences) => sequences.map((actions) => [actions.length]), { dimensions: 1 });
 * const points = await (await lengths.fit([])).embed([["start", "buy"]]);
 */
export function customEmbedder(embed: EmbedFunction, options: CustomEmbedderOptions): Embedder {
  func<EmbedFunction>("a function from sequences to vectors").read(embed, "embed");
  const { method, ...rest } = readOptions(options, CUSTOM_EMBEDDER_OPTIONS);
  const dimensions = integer({ min: 1, max: 1_000_000 }).read(rest.dimensions, "dimensions");
  const fitted = {
    method,
    dimensions,
    async embed(sequences: SequenceInput, given: RunOptions = {}): Promise<Matrix> {
      const run = given ?? {};
      const lists = toLists(sequences);
      if (lists.length === 0) return matrix(0, dimensions);
      const points = toMatrix(`${method}()`, await embed(lists, run));
      if (points.rows !== lists.length || points.cols !== dimensions) {
        throw wrongValue(
          `${method}()`,
          `${lists.length} vectors of ${dimensions}`,
          verbatim(`${points.rows} of ${points.cols}`),
        );
      }
      return points;
    },
    state: () => undefined,
  };
  return { method, fit: async () => fitted };
}

function toLists(sequences: SequenceInput): readonly (readonly string[])[] {
  if (!("tokens" in sequences)) return sequences;
  const { actions } = sequences.vocabulary;
  return Array.from({ length: raggedRows(sequences) }, (_, r) =>
    Array.from(raggedRow(sequences, r), (token) => actions[token]!),
  );
}
