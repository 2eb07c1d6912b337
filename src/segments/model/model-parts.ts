import type { Matrix } from "../../core";
import type { FittedEmbedder } from "../../embedding";
import type { PrefixLaws } from "../../prefixes";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import type { Selection, Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import type { FitReport } from "../fit-report";
import type { NearestSegments } from "../noise/nearest-segments";
import type { ProfileOptions } from "../options/fit-segments-options";
import type { FittedClusterer } from "../stages/clusterer";
import type { FittedReducer } from "../stages/reducer";
import type { RouteStep } from "../stages/routed-placer";
import type { AnswerCalibration } from "./answers/answer-confidence";
import type { ModelLineage, ModelOrigin } from "./model-origin";
import type { Reference } from "./reference";
import type { SegmentEdit } from "./segment-edit";

/** The parts a model is made of. */
export interface ModelParts {
  /** SHA-256 of the compiled kernels that fitted it: other kernels may give other bits. */
  readonly kernels: string;
  readonly sequences: TokenizedSequences;
  readonly embedder: FittedEmbedder;
  readonly reducer: FittedReducer;
  readonly clusterer: FittedClusterer;
  readonly segments: readonly SegmentProfile[];
  readonly noise: SegmentProfile | undefined;
  /** Null where the segments are too many to compare all pairs. */
  readonly relations: SegmentRelations | null;
  /** 2-D coordinates of the distinct sequences. */
  readonly projection: Matrix | undefined;
  /** For each distinct sequence how wrong the picture is around it; undefined without a picture, and in older models. */
  readonly distortion: Float32Array | undefined;
  /** Where paths will belong that have only begun; undefined in older models, as the next two. */
  readonly prefixLaws: PrefixLaws | undefined;
  readonly calibration: AnswerCalibration | undefined;
  readonly reference: Reference | undefined;
  /** What everybody is nearest to; undefined in older models. */
  readonly nearest: NearestSegments | undefined;
  readonly selection: Selection;
  readonly verdict: Verdict;
  readonly report: FitReport;
  readonly origin: ModelOrigin;
  readonly lineage: ModelLineage;
  /** What edits do with the answers of the placer, one after the other. */
  readonly route: readonly RouteStep[];
  /** Segments that were split further, with the models of their members. */
  readonly children: readonly ModelChild[];
  /** Segments that were added to a model, and where its answers come from then; undefined where none were. */
  readonly extension?: ModelExtension | undefined;
  /** What was edited, and what was there before; with an extension, from that on. */
  readonly history: readonly HistoryStep[];
  /** How segments are profiled; as ids, in no file. */
  readonly profiles: ProfileOptions | undefined;
}

/** Parts of a model that edits change; all others stay what they were when it was fitted. */
export const CHANGEABLE = [
  "clusterer",
  "segments",
  "noise",
  "relations",
  "prefixLaws",
  "calibration",
  "reference",
  "nearest",
  "verdict",
  "report",
  "lineage",
  "route",
  "children",
] as const satisfies readonly (keyof ModelParts)[];

export type ChangeablePart = (typeof CHANGEABLE)[number];

/** The members of a segment, fitted by themselves. */
export interface ModelChild {
  /** Id of the segment. */
  readonly id: string;
  readonly parts: ModelParts;
}

/** A model, and segments of what is in none of its own. */
export interface ModelExtension {
  /** Answers first. */
  readonly before: ModelParts;
  /** Answers for those whom the model before puts in no segment. */
  readonly found: ModelParts;
  /** For each segment of `found` its number in the extended model; -1 for those that were not added. */
  readonly segmentOf: Int32Array;
}

/** What an edit can change of a model. */
export type ChangeableParts = Pick<ModelParts, ChangeablePart>;

/** An edit, and the parts that it changed as they were before. */
export interface HistoryStep {
  readonly edit: SegmentEdit;
  readonly before: Partial<ChangeableParts>;
}
