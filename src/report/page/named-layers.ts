import type { MergedGroup, ReportGroup } from "../data/report-data";
import { labelWordings, mergedWordings } from "../labels/label-wordings";
import type { Wording } from "../labels/place-labels";
import { segmentAnchors } from "../labels/segment-anchors";
import type { Points } from "./unpack-points";

/** A layer whose segments can be named on the map. */
export interface NamedLayer {
  readonly count: number;
  /** Places of the names, in the units of the points; found when they are first asked for. */
  labels(): readonly LayerLabel[];
}

/** A name and its place. */
export interface LayerLabel {
  /** The segment that gives its color: the largest of those it names. */
  readonly segment: number;
  readonly x: number;
  readonly y: number;
  /** How it may be called on a map of this width: a segment of a narrow one by its number alone, for the legend has the names. */
  wordings(width: number): readonly Wording[];
}

const NARROW = 640;

/** The layers of a page, coarse to fine; the last one are the segments. */
export function namedLayers(
  points: Points,
  groups: readonly ReportGroup[],
  layers: readonly (readonly MergedGroup[])[],
): NamedLayer[] {
  const segments = groups.filter(({ segment }) => segment >= 0);
  const finest = segments.map(({ name, segment }) => ({ name, segments: [segment] }));
  return [...layers, finest].map((merged) => {
    let found: readonly LayerLabel[] | undefined;
    const labels = () => {
      const groupOf = new Int32Array(segments.length);
      for (const [i, group] of merged.entries()) for (const segment of group.segments) groupOf[segment] = i;
      const places = {
        ...points,
        segments: points.segments.map((segment) => (segment < 0 ? segment : groupOf[segment]!)),
      };
      return segmentAnchors(places, merged.length).map(({ segment: i, x, y }): LayerLabel => {
        const { name, segments: of } = merged[i]!;
        const segment = of[0]!;
        const wordings = (width: number) =>
          of.length > 1 ? mergedWordings(name) : labelWordings({ name, segment }, width >= NARROW);
        return { segment, x, y, wordings };
      });
    };
    return { count: merged.length, labels: () => (found ??= labels()) };
  });
}
