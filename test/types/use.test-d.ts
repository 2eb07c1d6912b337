// Twenty uses as a program has them, with the type that each must give: checked by the compiler, never run.

import {
  type Assignment,
  type Clusterer,
  customEmbedder,
  type FitSegmentsOptions,
  fitSegments,
  hdbscan,
  kmeans,
  loadSegments,
  type Matrix,
  parsePath,
  readEvents,
  renderReport,
  type SegmentModel,
  type SegmentProfile,
  umap,
} from "seqment";
import { adjustedRandIndex } from "seqment/clustering";
import { featureTable } from "seqment/features";
import { kNearestNeighbors } from "seqment/neighbors";
import { toRows } from "seqment/profiles";
import { pca } from "seqment/projection";
import { type EmbeddingOption, type FeatureSegmentModel, formatComparison } from "seqment/segments";
import { selectionScore, type Verdict } from "seqment/selection";
import { buildSequences } from "seqment/sequences";
import { expectTypeOf } from "vitest";

const columns = { user: "user_id", action: "event", time: "timestamp" };
const events = await readEvents("events.csv", columns);
const model = await fitSegments(events, { sequences: { sessionGap: "30m" }, seed: 7 });

// reading
expectTypeOf(parsePath("A -> B")).toEqualTypeOf<string[]>();
expectTypeOf(readEvents).parameter(0).extract<string>().toEqualTypeOf<string>();
// @ts-expect-error: a log has users, actions and times
readEvents("events.csv", { user: "user_id", action: "event" });

// fitting
expectTypeOf(fitSegments(["A -> B"])).resolves.toEqualTypeOf<SegmentModel>();
expectTypeOf(fitSegments([["A", "B"]])).resolves.toEqualTypeOf<SegmentModel>();
expectTypeOf<Parameters<typeof fitSegments>[1]>().toEqualTypeOf<FitSegmentsOptions | undefined>();
expectTypeOf(fitSegments(featureTable(["ann"], { spent: [3] }))).resolves.toEqualTypeOf<FeatureSegmentModel>();
expectTypeOf<"order">().toExtend<EmbeddingOption>();
expectTypeOf<undefined>().toExtend<FitSegmentsOptions["clustering"]>();
fitSegments(events, { embedding: "order", clustering: { method: "hdbscan", minClusterSize: 20 }, projection: false });
fitSegments(events, { embedding: customEmbedder((paths) => paths.map(({ length }) => [length]), { dimensions: 1 }) });
// @ts-expect-error: an option of UMAP
fitSegments(events, { reduction: { method: "pca", nNeighbors: 5 } });
// @ts-expect-error: there is no such method
fitSegments(events, { embedding: "bert" });
// @ts-expect-error: misspelled
fitSegments(events, { sequences: { sesionGap: "30m" } });

// the model
expectTypeOf(model.labels).toEqualTypeOf<Int32Array>();
expectTypeOf(model.segments).toEqualTypeOf<readonly SegmentProfile[]>();
expectTypeOf(model.projection).toEqualTypeOf<Matrix | undefined>();
expectTypeOf(model.verdict).toEqualTypeOf<Verdict>();
expectTypeOf(model.assign("A -> B")).resolves.toEqualTypeOf<Assignment>();
expectTypeOf(model.assign(["A -> B"])).resolves.toEqualTypeOf<Assignment[]>();
const assignment = await model.assign("A -> B");
expectTypeOf(assignment.name).toEqualTypeOf<string | null>();
if (assignment.reason === "near members") expectTypeOf(assignment.name).toEqualTypeOf<string>();
if (assignment.reason === "no known action") expectTypeOf(assignment.segment).toEqualTypeOf<-1>();
expectTypeOf(loadSegments("players.seqment")).resolves.toEqualTypeOf<SegmentModel>();
expectTypeOf(renderReport(model)).resolves.toEqualTypeOf<string>();

// tables by their name
expectTypeOf(toRows(model.segments, "segments")[0]!.size).toEqualTypeOf<number>();
// @ts-expect-error: there is no such column
toRows(model.segments, "patterns")[0]!.covrage;
// @ts-expect-error: there is no such table
toRows(model.segments, "people");

// stages
const sequences = await buildSequences(events);
const rows = [
  [0, 1],
  [2, 3],
];
expectTypeOf((await hdbscan(rows)).labels).toEqualTypeOf<Int32Array>();
expectTypeOf((await kmeans(rows, { k: 2 })).labels).toEqualTypeOf<Int32Array>();
expectTypeOf((await umap(rows)).embedding).toEqualTypeOf<Matrix>();
expectTypeOf((await pca({ data: new Float32Array(4), rows: 2, cols: 2 })).embedding).toEqualTypeOf<Matrix>();
expectTypeOf(kNearestNeighbors(rows, { k: 1, metric: (a, b) => Math.abs(a[0]! - b[0]!) })).resolves.toHaveProperty("k");
// @ts-expect-error: no metric of that name
kNearestNeighbors(rows, { k: 1, metric: "euclidian" });
expectTypeOf(adjustedRandIndex([0, 1], model.labels)).toEqualTypeOf<number>();
expectTypeOf(selectionScore(sequences, model.labels)).toExtend<Promise<number>>();
expectTypeOf(formatComparison).returns.toEqualTypeOf<string>();

// an interface of what plugs in, and options that may be undefined
const alone: Clusterer = { method: "alone", cluster: async ({ rows }) => ({ labels: new Int32Array(rows) }) };
fitSegments(events, { clustering: alone, seed: undefined, embedding: undefined });
