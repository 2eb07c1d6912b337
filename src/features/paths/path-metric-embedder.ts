import { type Matrix, ModelFormatError } from "../../core";
import { listOfTexts, raggedRow, raggedRows } from "../../core/internal";
import type { Embedder, EmbedderState, FittedEmbedder, SequenceInput } from "../../embedding";
import { toSequences } from "../../sequences/internal";
import { FeaturesModel, isFeaturesModelData } from "../scaling/features-model";
import { prepareFeatures } from "../scaling/prepare-features";
import { featureMatrix } from "../table/feature-matrix";
import { metricName, type OrderMetric, readMetrics } from "./path-metric";
import { orderFigures } from "./path-metrics";

const METHOD = "path-metrics";
const BY_DEFAULT: readonly OrderMetric[] = ["length", "distinct", "entropy", "turbulence", "complexity"];

/**
 * An embedder of figures of paths: how long and varied they are, how often actions occur, brought to one scale
 * (`prepareFeatures`). The simplest baseline for `fitSegments`.
 *
 * @param metrics of the order of actions.
 * @returns an embedder that can be saved.
 * @throws RangeError when a metric is none.
 * @example
 * const fitted = await pathMetricEmbedder(["length"]).fit([["a"], ["a", "b"], ["a", "b", "b"]]);
 * fitted.dimensions; // 1
 */
export function pathMetricEmbedder(metrics: readonly OrderMetric[] = BY_DEFAULT): Embedder {
  const read = readMetrics(metrics);
  return {
    method: METHOD,
    async fit(sequences) {
      const lists = listsOf(sequences);
      const alphabet = new Set(lists.flat()).size;
      const table = tableOf(lists, read, alphabet);
      return fittedMetrics(read, alphabet, prepareFeatures(table));
    },
  };
}

/**
 * The embedder of which a state was taken.
 *
 * @throws ModelFormatError when the state is incomplete.
 */
export function restorePathMetrics({ json }: EmbedderState): FittedEmbedder {
  const { metrics, alphabet, columns } = json;
  const sound = Number.isSafeInteger(alphabet) && isFeaturesModelData({ columns }) && areMetrics(metrics);
  if (!sound) throw new ModelFormatError("the state of path metrics is incomplete");
  return fittedMetrics(metrics, alphabet as number, new FeaturesModel({ columns } as never));
}

/** Whether a state is one of path metrics. */
export function isPathMetrics({ method }: Pick<EmbedderState, "method">): boolean {
  return method === METHOD;
}

function areMetrics(value: unknown): value is readonly OrderMetric[] {
  try {
    return readMetrics(value as readonly OrderMetric[]).length > 0;
  } catch {
    return false;
  }
}

function fittedMetrics(metrics: readonly OrderMetric[], alphabet: number, scaling: FeaturesModel): FittedEmbedder {
  return {
    method: METHOD,
    dimensions: metrics.length,
    readsNewActions: true,
    async embed(sequences): Promise<Matrix> {
      return featureMatrix(scaling.apply(tableOf(listsOf(sequences), metrics, alphabet)));
    },
    state: () => ({
      method: METHOD,
      json: {
        metrics: [...metrics],
        alphabet,
        columns: scaling.columns.map(({ name, steps }) => ({ name, steps: [...steps] })),
      },
      matrices: {},
    }),
  };
}

function tableOf(lists: readonly (readonly string[])[], metrics: readonly OrderMetric[], alphabet: number) {
  const rows = lists.map((actions) => {
    const numbers = new Map<string, number>();
    for (const action of actions) if (!numbers.has(action)) numbers.set(action, numbers.size);
    const tokens = actions.map((action) => numbers.get(action)!);
    return orderFigures(tokens, metrics, { alphabet, tokenOf: (action) => numbers.get(action) ?? -1 });
  });
  return {
    ids: lists.map((_, i) => String(i)),
    names: metrics.map(metricName),
    columns: metrics.map((_, c) => Float64Array.from(rows, (row) => row[c]!)),
  };
}

function listsOf(sequences: SequenceInput): readonly (readonly string[])[] {
  if (Array.isArray(sequences)) {
    return Array.from(sequences, (list, i) => listOfTexts(`sequences[${i}]`, list)); // holes are no lists either
  }
  const built = toSequences("sequences", sequences);
  const { actions } = built.vocabulary;
  return Array.from({ length: raggedRows(built) }, (_, row) =>
    Array.from(raggedRow(built, row), (token) => actions[token]!),
  );
}
