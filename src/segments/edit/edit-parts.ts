import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { fitPrefixLaws } from "../../prefixes";
import { renameSegments } from "../../profiles/internal";
import { valuesOfInputs } from "../../sequences/internal";
import { withStep } from "../model/model-history";
import type { ChangeableParts, ModelParts } from "../model/model-parts";
import { countNoise, labelsWithoutPlaced } from "../noise/count-noise";
import type { SegmentEdits } from "../options/segment-edits";
import type { RouteStep } from "../stages/routed-placer";
import { calibrateEdited } from "./calibrate-edited";
import { describeEdit, lineageAfter } from "./describe-edit";
import { namesGiven, namesOfGuide } from "./given-names";
import { judgeEdited } from "./judge-edited";
import { nearestEdited } from "./nearest-edited";
import { hasHiddenPaths, profileEdited } from "./profile-edited";
import { type EditPlan, readEdits } from "./read-edits";
import { type Relabelled, relabel } from "./relabel";
import { isMembershipChanged, orderAfter, sizesOf, stepTo } from "./segment-order";

/** The parts of a model after an edit, which is kept among them. */
export async function editParts(parts: ModelParts, edits: SegmentEdits, run: RunOptions): Promise<ModelParts> {
  const before = { ids: parts.lineage.ids, names: parts.segments.map(({ name }) => name) };
  const plan = readEdits(edits, before);
  if (!isMembershipChanged(plan.target) && plan.order === undefined) return renameParts(parts, plan);
  if (hasHiddenPaths(parts.sequences)) {
    throw new RangeError(
      'a model in which paths are hidden ("minPathMembers") can have its segments renamed, not merged, dissolved or ordered: ' +
        "they would be described by some of their members",
    );
  }
  const loose = await relabel(parts, plan.target, run);
  const sizes = sizesOf(loose.labels, parts.sequences.weights, before.ids.length);
  const isOrdered = parts.history.some(({ edit }) => edit.order !== null);
  const order = orderAfter(plan, sizes, isOrdered);
  const step = stepTo(order, plan.target);
  const numberOf = (label: number) => (label === NOISE ? NOISE : order.indexOf(label));
  const found = { labels: loose.labels.map(numberOf) as Relabelled["labels"], probabilities: loose.probabilities };
  return renewParts(parts, plan, step, found, run);
}

/** All that follows from new labels, made again. */
async function renewParts(
  parts: ModelParts,
  plan: EditPlan,
  step: RouteStep,
  found: Relabelled,
  run: RunOptions,
): Promise<ModelParts> {
  const { sequences, clusterer, report } = parts;
  const route = [...parts.route, step];
  const lineage = lineageAfter(parts, step, found.labels);
  const segments = labelCount(found.labels);
  const from = sourcesOf(parts, step, found);
  const isRegrouped = isMembershipChanged(plan.target);
  const profiles = await profileEdited(
    parts,
    found,
    [...from.map((s) => (s === undefined ? undefined : parts.segments[s])), sameNoise(parts, found)],
    run,
  );
  const edit = (names: readonly string[]) => describeEdit(parts, plan, step, { labels: found.labels, lineage, names });
  const given = new Map([...namesOfGuide(parts), ...namesGiven([...parts.history, { edit: edit([]), before: {} }])]);
  const byDescribe = (segment: number) => nameByDescribe(parts.segments[from[segment] ?? -1]);
  const described = renameSegments(profiles, byDescribe, "describe");
  const named = renameSegments(described, (segment) => given.get(lineage.ids[segment]!));
  const nearest = await nearestEdited(parts, { ...parts, route }, found, run);
  const inputs = sequences.weights.reduce((sum, weight) => sum + weight, 0);
  const changed: ChangeableParts = {
    clusterer: {
      ...clusterer,
      ...found,
      persistence: isRegrouped
        ? undefined
        : clusterer.persistence && Float64Array.from(from, (s) => clusterer.persistence![s!]!),
    },
    ...named,
    prefixLaws:
      parts.prefixLaws &&
      (await fitPrefixLaws(sequences, valuesOfInputs(sequences, found.labels, NOISE), {
        seed: parts.origin.seed,
        ...run,
      })),
    ...calibrateEdited(parts, step, found, nearest),
    nearest,
    verdict: isRegrouped
      ? await judgeEdited(parts, labelsWithoutPlaced(found.labels, nearest), { byHand: true }, run)
      : reorderedVerdict(parts, from),
    report: {
      ...report,
      clustering: {
        ...report.clustering,
        segments,
        ...countNoise(found.labels, nearest, sequences.weights, inputs),
      },
      guide: report.guide && { ...report.guide, groups: report.guide.groups.map((group) => movedGroup(group, step)) },
    },
    lineage,
    route,
    children: childrenAfter(parts, from, lineage.ids),
  };
  return withStep(parts, edit(named.segments.map(({ name }) => name)), changed);
}

/** The name that a describer gave to a segment; undefined where it gave none. */
function nameByDescribe(before: ModelParts["segments"][number] | undefined): string | undefined {
  return before?.words.namedBy === "describe" ? before.name : undefined;
}

/** For each segment after an edit the one before that had the same members; undefined where none had. */
function sourcesOf({ clusterer }: ModelParts, step: RouteStep, { labels }: Relabelled): (number | undefined)[] {
  return Array.from({ length: labelCount(labels) }, (_, segment) => {
    const parts = [...step.keys()].filter((s) => step[s] === segment);
    const isSame =
      parts.length === 1 && labels.every((label, row) => label !== segment || clusterer.labels[row] === parts[0]);
    return isSame ? parts[0] : undefined;
  });
}

function sameNoise({ clusterer, noise }: ModelParts, { labels }: Relabelled) {
  return labels.every((label, row) => (label === NOISE) === (clusterer.labels[row] === NOISE)) ? noise : undefined;
}

function reorderedVerdict({ verdict }: ModelParts, from: readonly (number | undefined)[]) {
  return { ...verdict, segments: from.map((before, segment) => ({ ...verdict.segments[before!]!, segment })) };
}

/** New names alone: all else stays. */
function renameParts(parts: ModelParts, plan: EditPlan): ModelParts {
  const { lineage, clusterer } = parts;
  const step = Int32Array.from(lineage.ids.keys());
  const edit = describeEdit(parts, plan, step, { labels: clusterer.labels, lineage, names: [] });
  const given = namesGiven([{ edit, before: {} }]);
  const { segments, relations } = renameSegments(parts, (segment) => given.get(lineage.ids[segment]!));
  return withStep(parts, edit, { segments, relations });
}

type GuideGroup = NonNullable<ModelParts["report"]["guide"]>["groups"][number];

/** What was known of a group, with the number of its segment after a step. */
function movedGroup(group: GuideGroup, step: RouteStep): GuideGroup {
  return { ...group, segment: group.segment < 0 ? NOISE : Math.max(NOISE, step[group.segment]!) };
}

/** Models of the members of segments whose members stay; others fall with what they were fitted to. */
function childrenAfter(
  { children, lineage }: ModelParts,
  from: readonly (number | undefined)[],
  ids: readonly string[],
) {
  return ids.flatMap((id, segment) => {
    const before = from[segment];
    return before === undefined ? [] : children.filter((child) => child.id === id && lineage.ids[before] === id);
  });
}
