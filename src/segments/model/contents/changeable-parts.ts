import { NOISE } from "../../../core/internal";
import { asRowLabels } from "../../../sequences/internal";
import type { Tree } from "../../file/artefact";
import { damaged, fields, listOf, numbers, orAbsent, orNull, record, type Shape, text } from "../../file/shape";
import type { FittedClusterer } from "../../stages/clusterer";
import { routeShape } from "../../stages/route-shape";
import { lineageShape } from "../model-origin";
import { CHANGEABLE, type ChangeableParts, type ModelChild, type ModelParts } from "../model-parts";
import { calibrationShape, nearestShape, referenceShape } from "./calibration-shape";
import { prefixLawsOf, savedPrefixLaws } from "./prefix-laws-shape";
import { profileOf, relationsOf } from "./profile-shape";
import { reportShape, verdictShape } from "./report-shape";

/** What the parts must fit: distinct sequences and names of actions. */
export interface Restoring {
  readonly rows: number;
  readonly actions: readonly string[];
  /** Makes the model of a segment's members again. */
  child(tree: Tree, path: string): ModelParts;
}

/** The parts without the placer, which no edit changes. */
export interface RestoredParts extends Omit<ChangeableParts, "clusterer"> {
  readonly clusterer: Omit<FittedClusterer, "placer">;
}

/**
 * Parts that edits change, as plain data; those that are not given are left out.
 *
 * @param saveChild makes the model of a segment's members plain data.
 */
export function savedParts(
  parts: Partial<ChangeableParts>,
  saveChild: (parts: ModelParts) => Tree,
): Readonly<Record<string, Tree>> & { clusterer?: object } {
  const saved: Record<string, unknown> = {};
  for (const part of CHANGEABLE) if (part in parts) saved[part] = parts[part];
  if (parts.prefixLaws) saved.prefixLaws = savedPrefixLaws(parts.prefixLaws);
  if (parts.clusterer) {
    const { placer: _, ...clusterer } = parts.clusterer;
    saved.clusterer = clusterer;
  }
  if (parts.route?.length === 0) saved.route = undefined; // never edited
  if (parts.children) saved.children = savedChildren(parts.children, saveChild);
  return saved as Readonly<Record<string, Tree>>;
}

/** @throws ModelFormatError naming the part that is missing or damaged. */
export function changeableParts(
  found: Readonly<Record<string, Tree>>,
  path: string,
  { rows, actions, child }: Restoring,
): RestoredParts {
  const at = (part: string) => (path === "" ? part : `${path}.${part}`);
  const report = reportShape(found.report, at("report"));
  const { segments } = report.clustering;
  const { placer: _, ...clusterer } = fields(found.clusterer, at("clusterer"));
  const labels = clustererShape(rows, segments)(clusterer, at("clusterer"));
  const lineage = lineageShape(segments)(found.lineage, at("lineage"));
  return {
    clusterer: { ...labels, persistence: labels.persistence },
    segments: listOf<unknown>((value) => value, segments)(found.segments, at("segments")).map((profile, segment) =>
      profileOf(segment, { rows, segments })(profile, `${at("segments")}[${segment}]`),
    ),
    noise: orAbsent(profileOf(NOISE, { rows, segments }))(found.noise, at("noise")),
    relations: orNull(relationsOf(segments))(found.relations, at("relations")),
    prefixLaws: orAbsent(prefixLawsOf(actions, segments))(found.prefixLaws, at("prefixLaws")),
    calibration: orAbsent(calibrationShape(rows, segments))(found.calibration, at("calibration")),
    reference: orAbsent(referenceShape(rows, segments))(found.reference, at("reference")),
    nearest: orAbsent(nearestShape(rows, segments))(found.nearest, at("nearest")),
    verdict: verdictShape(found.verdict, at("verdict")),
    report,
    lineage,
    route: routeShape(segments)(found.route ?? [], at("route")),
    children: restoredChildren(found.children ?? [], at("children"), lineage.ids, child),
  };
}

function savedChildren(children: readonly ModelChild[], save: (parts: ModelParts) => Tree): Tree {
  return children.length === 0 ? undefined : children.map(({ id, parts }) => ({ id, model: save(parts) }));
}

/** Models of members, in the order of the segments, each of another one. */
function restoredChildren(
  saved: Tree,
  path: string,
  ids: readonly string[],
  child: Restoring["child"],
): readonly ModelChild[] {
  const entries = listOf((value, at) => fields(value, at))(saved, path);
  let last = -1;
  return entries.map(({ id, model }, i) => {
    const segment = ids.indexOf(text(id, `${path}[${i}].id`));
    if (segment <= last) throw damaged(`${path}[${i}].id`, "ids of segments in their order", id);
    last = segment;
    return { id: ids[segment]!, parts: child(model, `${path}[${i}].model`) };
  });
}

type SavedClusterer = RestoredParts["clusterer"];

function clustererShape(rows: number, segments: number): Shape<SavedClusterer> {
  return record<SavedClusterer>({
    method: text,
    labels: (value, path) => asRowLabels(numbers("Int32Array", rows, NOISE, segments - 1)(value, path)),
    probabilities: numbers("Float64Array", rows, 0, 1),
    persistence: orAbsent(numbers("Float64Array", segments)),
  });
}
