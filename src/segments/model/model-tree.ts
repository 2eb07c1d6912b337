import { ModelFormatError } from "../../core";
import { type EmbedderState, type RestoreEmbedderOptions, restoreEmbedder } from "../../embedding";
import { KERNEL_SHA256 } from "../../kernels";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import type { Selection, Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import type { RowLabels } from "../../sequences/internal";
import type { Tree } from "../file/artefact";
import type { FitReport } from "../fit-report";
import { restoreReducer } from "../stages/built-in-reducers";
import { restorePlacer } from "../stages/clusterer";
import { MARKOV_CHAINS, restoreChains } from "../stages/markov-chains";
import type { ModelParts } from "./model-parts";

/** A model as plain data. Users' names and times stay out of it. */
interface ModelTree {
  /** Of the compiled kernels that fitted it: other kernels may give other bits. */
  readonly kernels: string;
  readonly sequences: Omit<TokenizedSequences, "ids" | "clock">;
  readonly embedder: EmbedderState;
  readonly reducer: Tree;
  readonly clusterer: {
    readonly method: string;
    readonly labels: RowLabels;
    readonly probabilities: Float64Array;
    readonly persistence: Float64Array | undefined;
    readonly placer: Tree;
  };
  readonly segments: readonly SegmentProfile[];
  readonly noise: SegmentProfile | undefined;
  readonly relations: SegmentRelations | null;
  readonly projection: ModelParts["projection"];
  readonly distortion: ModelParts["distortion"];
  readonly selection: Selection;
  readonly verdict: Verdict;
  readonly report: FitReport;
}

/** @throws TypeError when the embedder or the reducer is a user's own that cannot be saved. */
export function modelTree({ sequences, embedder, reducer, clusterer, ...rest }: ModelParts): Tree {
  const { ids: _, clock: __, ...anonymous } = sequences;
  const { placer, ...clusters } = clusterer;
  const tree: ModelTree = {
    kernels: KERNEL_SHA256,
    sequences: anonymous,
    embedder: savable("embedder", embedder.method, embedder.state()),
    reducer: savable("reducer", reducer.method, reducer.state()),
    clusterer: { ...clusters, placer: placer.state() },
    ...rest,
  };
  return tree as unknown as Tree;
}

/** @throws ModelFormatError when the tree is not that of a model. */
export function modelParts(tree: Tree, options: RestoreEmbedderOptions = {}): ModelParts {
  const { kernels: _, sequences, embedder, reducer, clusterer, ...rest } = tree as unknown as ModelTree;
  if (
    !sequences?.vocabulary ||
    !embedder?.method ||
    !reducer ||
    !clusterer?.placer ||
    !rest.segments ||
    !rest.verdict ||
    !rest.selection ||
    !rest.report ||
    rest.relations === undefined
  ) {
    throw new ModelFormatError("the file holds no seqment model: a part of it is missing");
  }
  const { placer, ...labels } = clusterer;
  return {
    ...rest,
    noise: rest.noise,
    projection: rest.projection,
    distortion: rest.distortion,
    sequences: { ...sequences, ids: undefined, durations: sequences.durations, clock: undefined },
    embedder: embedder.method === MARKOV_CHAINS ? restoreChains(embedder) : restoreEmbedder(embedder, options),
    reducer: restoreReducer(reducer),
    clusterer: { ...labels, persistence: labels.persistence, placer: restorePlacer(placer) },
  };
}

function savable<T>(part: string, method: string, state: T | undefined): T {
  if (state !== undefined) return state;
  throw new TypeError(`the model cannot be saved: its ${part} "${method}" gives no state to save`);
}
