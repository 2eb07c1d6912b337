import { readOptions, unitsText, wrongValue } from "../../core/internal";
import { hasHiddenPaths } from "../edit/profile-edited";
import { segmentReference } from "../edit/segment-reference";
import { fitSequences } from "../fit-sequences";
import { withStep } from "../model/model-history";
import { firstLineage } from "../model/model-origin";
import type { ModelChild, ModelParts } from "../model/model-parts";
import type { SegmentEdit } from "../model/segment-edit";
import type { RefineOptions } from "../options/refine-options";
import type { SegmentReference } from "../options/segment-edits";
import { FEWEST_INPUTS } from "../survey/smallest-group";
import { sequencesOf } from "./members-of";
import { REFINE_OPTIONS } from "./refine-settings";

/** A model whose segment was looked into. */
export interface RefinedParts {
  /** The same parts where nothing was split. */
  readonly parts: ModelParts;
  /** The members, fitted by themselves; undefined where they are too few. */
  readonly child: ModelParts | undefined;
  readonly isSplit: boolean;
  readonly reason: string;
}

/** Levels of segments within segments, at most. */
const DEEPEST = 4;

/** Fits the members of a segment by themselves; a part of a segment is found by its id. */
export async function refineParts(
  parts: ModelParts,
  reference: SegmentReference,
  options: RefineOptions,
): Promise<RefinedParts> {
  const owner = parts.children.find(({ id }) => typeof reference === "string" && reference.startsWith(`${id}.`));
  if (owner === undefined) return refineOne(parts, reference, options);
  const refined = await refineParts(owner.parts, reference, options);
  if (!refined.isSplit) return { ...refined, parts };
  const child = { id: owner.id, parts: refined.parts };
  const { edit } = refined.parts.history.at(-1)!;
  return { ...refined, parts: withStep(parts, edit, { children: withChild(parts, child) }) };
}

async function refineOne(
  parts: ModelParts,
  reference: SegmentReference,
  options: RefineOptions,
): Promise<RefinedParts> {
  const { lineage, sequences, clusterer, segments, report } = parts;
  const segment = segmentReference(lineage.ids).read(reference, "segment");
  const id = lineage.ids[segment]!;
  const { anyway, ...read } = readOptions(options, REFINE_OPTIONS);
  if (id.split(".").length > DEEPEST) throw wrongValue("segment", `a segment of level ${DEEPEST} at most`, id);
  if (hasHiddenPaths(sequences)) {
    throw new RangeError('a model in which paths are hidden ("minPathMembers") cannot be looked into');
  }
  const { size } = segments[segment]!;
  if (size < FEWEST_INPUTS) {
    const reason = `its ${unitsText(size, "member")} are too few: two groups need ${FEWEST_INPUTS}`;
    return { parts, child: undefined, isSplit: false, reason };
  }
  const members = await sequencesOf(sequences, (row) => clusterer.labels[row] === segment, read);
  const unit = read.profiles?.unit ?? parts.profiles?.unit ?? (report.events ? sequences.rules.unit : "sequence");
  const { anyway: _, ...fitting } = options;
  const fitted = await fitSequences(members, { ...fitting, profiles: { ...fitting.profiles, unit } });
  const child = { ...fitted, lineage: lineageWithin(id, fitted.segments.length) };
  const isSplit = child.segments.length > 1 && (anyway || child.verdict.kind !== "continuum");
  const reason = isSplit ? child.verdict.sentence : `nothing to split: ${child.verdict.sentence}`;
  if (!isSplit) return { parts, child, isSplit, reason };
  const edit = splitInto(parts, segment, child);
  return { parts: withStep(parts, edit, { children: withChild(parts, { id, parts: child }) }), child, isSplit, reason };
}

/** Ids of parts begin with that of their segment: `s3.1`. */
function lineageWithin(id: string, segments: number) {
  const lineage = firstLineage(segments);
  return { ...lineage, ids: lineage.ids.map((_, i) => `${id}.${i + 1}`) };
}

function withChild({ children, lineage }: ModelParts, child: ModelChild): ModelChild[] {
  const place = ({ id }: ModelChild) => lineage.ids.indexOf(id);
  return [...children.filter(({ id }) => id !== child.id), child].sort((a, b) => place(a) - place(b));
}

function splitInto({ lineage, segments }: ModelParts, segment: number, child: ModelParts): SegmentEdit {
  const id = lineage.ids[segment]!;
  const into = child.lineage.ids;
  const named = into.map((part, i) => `${part} "${child.segments[i]!.name}"`).join(", ");
  const text = `split ${id} "${segments[segment]!.name}" into ${named}`;
  return {
    text,
    renamed: [],
    merged: [],
    dissolved: [],
    order: null,
    refined: [{ id, into }],
    added: [],
    renumbered: [],
  };
}
