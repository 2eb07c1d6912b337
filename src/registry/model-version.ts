import type { ModelLineage, SegmentModel } from "../segments";

/** Where a version stands: made, answering beside the champion, the champion, no longer in use. */
export type VersionStatus = "draft" | "shadow" | "champion" | "retired";

/** A model in a registry; it never changes but for its status. */
export interface ModelVersion {
  /** From 1, in the order they came. */
  readonly number: number;
  /** SHA-256 of the model: `model.hash()`. */
  readonly hash: string;
  /** Hash of the version whose segment ids it continues; null for the first one. */
  readonly parent: string | null;
  /** Options and seed it was fitted with, as `model.origin` records them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Times of the first and the last event it was fitted to, milliseconds since 1970; null without times. */
  readonly window: readonly [first: number, last: number] | null;
  /** Inputs (users or sessions) it was fitted to, and the share of them in no segment. */
  readonly inputs: number;
  readonly noise: number;
  readonly segments: readonly VersionSegment[];
  /** What its segments are called across versions. */
  readonly lineage: ModelLineage;
  /** Figures of the caller. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Bytes of the model. */
  readonly bytes: number;
  readonly status: VersionStatus;
}

/** A segment of a version. */
export interface VersionSegment {
  readonly id: string;
  readonly name: string;
  /** Share of the inputs. */
  readonly share: number;
}

/** What a registry keeps of a model beside its bytes. */
export function describeVersion(
  model: SegmentModel,
  known: Pick<ModelVersion, "number" | "hash" | "parent" | "bytes" | "metrics">,
): Omit<ModelVersion, "status"> {
  const inputs = model.segments.reduce((sum, { size }) => sum + size, 0) + (model.noise?.size ?? 0);
  const shareOf = (size: number) => (inputs === 0 ? 0 : size / inputs);
  const { options, seed, window } = model.origin;
  const { number, hash, parent, bytes, metrics } = known;
  return {
    number,
    hash,
    parent,
    options,
    seed,
    window,
    inputs,
    noise: shareOf(model.noise?.size ?? 0),
    segments: model.segments.map(({ name, size }, i) => ({ id: model.lineage.ids[i]!, name, share: shareOf(size) })),
    lineage: model.lineage,
    metrics,
    bytes,
  };
}
