import { percentText, type Schema } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import { RUN_OPTIONS } from "../../../parallel/internal";
import type { Exemplar, SegmentPattern, SegmentProfile } from "../../../profiles";
import { distinctiveOf, pathSimilarity, segmentNumber, showsPattern } from "../../../profiles/internal";
import { pathPatterns } from "../../../sequences/internal";
import type { Assignment } from "./assignment";
import type { PatternAnswer } from "./pattern-answers";

/** Options of {@link SegmentModel.explain}. */
export interface ExplainOptions extends RunOptions {
  /** Path patterns to answer, such as `cart -> ... -> buy` (see `pathPattern`). @default none */
  patterns?: readonly string[] | undefined;
}

/** The fields of {@link ExplainOptions}. */
export const EXPLAIN_OPTIONS = { patterns: pathPatterns(), ...RUN_OPTIONS } satisfies Schema<ExplainOptions>;

/** Why a sequence is where it is; see {@link SegmentModel.explain}. */
export interface Explanation {
  readonly assignment: Assignment;
  /** The segment that is explained: the assigned one or, where none is, the nearest; -1 when there is none at all. */
  readonly segment: number;
  readonly name: string | null;
  /** The sequence as the model sees it: prepared, renamed, collapsed and cut as when fitting, unknown actions left out. */
  readonly actions: readonly string[];
  /** What speaks for the segment, strongest first. */
  readonly for: readonly Evidence[];
  /** What speaks against it, strongest first. */
  readonly against: readonly Evidence[];
  /** The exemplars most like the sequence, of all segments, nearest first. */
  readonly nearest: readonly NearestExemplar[];
  /** Single actions that would move the sequence to another segment (or to none), most confident first. */
  readonly counterfactuals: readonly Counterfactual[];
  /** What was asked of path patterns, in that order. */
  readonly patterns: readonly PatternAnswer[];
  /** All this in a few sentences. */
  readonly text: string;
}

/** A pattern of the segment, shown by the sequence or not. */
export interface Evidence {
  readonly pattern: SegmentPattern;
  /** Whether the sequence shows it. */
  readonly shown: boolean;
  /** In words: `does BUY (93% of members, 8% elsewhere)`. */
  readonly text: string;
}

/** An exemplar of a segment, and how much the sequence is like it. */
export interface NearestExemplar {
  readonly segment: number;
  readonly name: string;
  readonly path: string;
  /** From 0 for nothing in common to 1 for the same shares of actions and transitions. */
  readonly similarity: number;
}

/** One action added or removed, and where the sequence would be then. */
export interface Counterfactual {
  readonly change: "add" | "remove";
  readonly action: string;
  /** Position of the removed action, or before which the added one stands, from 0. */
  readonly position: number;
  /** -1 for none. */
  readonly segment: number;
  readonly name: string | null;
  readonly confidence: number;
  /** In words. */
  readonly text: string;
}

/** What an explanation is made from. */
export interface ExplainParts {
  readonly segments: readonly SegmentProfile[];
  /** The actions of an exemplar. */
  actionsOf(exemplar: Exemplar): readonly string[];
  assign(sequences: readonly (readonly string[])[]): Promise<Assignment[]>;
  /** Steps that look at times, which the sequence does not have. */
  readonly timedSteps: readonly string[];
  /** Answers path patterns for the sequence, beside the members of a segment. */
  answer(segment: number): readonly PatternAnswer[];
}

const NEAREST = 3;

/**
 * Explains one sequence.
 *
 * @param given its actions as they were given; `seen` as the model sees them.
 */
export async function explainSequence(
  given: readonly string[],
  seen: readonly string[],
  parts: ExplainParts,
): Promise<Explanation> {
  const { segments } = parts;
  const [assignment] = (await parts.assign([given])) as [Assignment];
  const segment = assignment.segment >= 0 ? assignment.segment : (assignment.alternatives[0]?.segment ?? -1);
  const profile = segments[segment];
  const evidence = profile ? gatherEvidence(profile, seen) : { for: [], against: [] };
  const nearest = seen.length === 0 ? [] : nearestExemplars(seen, parts);
  const counterfactuals = seen.length === 0 ? [] : await findCounterfactuals(given, assignment, parts);
  const found = {
    assignment,
    segment,
    name: profile?.name ?? null,
    actions: seen,
    ...evidence,
    nearest,
    counterfactuals,
    patterns: parts.answer(segment),
  };
  return { ...found, text: [explanationText(found), timesText(parts)].filter((text) => text !== "").join("\n") };
}

function gatherEvidence(profile: SegmentProfile, seen: readonly string[]) {
  const all = [
    ...distinctiveOf(profile).map((pattern) => ({ pattern, speaksFor: true })),
    ...profile.patterns.lackingActions.map((pattern) => ({ pattern, speaksFor: false })),
  ].map(({ pattern, speaksFor }) => {
    const shown = showsPattern(seen, pattern);
    return { pattern, shown, text: evidenceText(pattern, shown), isFor: shown === speaksFor };
  });
  all.sort((a, b) => Math.abs(b.pattern.effect!) - Math.abs(a.pattern.effect!));
  const side = (isFor: boolean): Evidence[] =>
    all.filter((one) => one.isFor === isFor).map(({ pattern, shown, text }) => ({ pattern, shown, text }));
  return { for: side(true), against: side(false) };
}

function evidenceText({ text, coverage, elsewhere }: SegmentPattern, shown: boolean): string {
  const others = elsewhere === null ? "nobody else" : `${percentText(elsewhere)} elsewhere`;
  return `${shown ? "does" : "lacks"} ${text} (${percentText(coverage)} of members, ${others})`;
}

function nearestExemplars(seen: readonly string[], { segments, actionsOf }: ExplainParts): NearestExemplar[] {
  const all = segments.flatMap(({ segment, name, paths }) =>
    paths.exemplars.map((exemplar): NearestExemplar => {
      return { segment, name, path: exemplar.path, similarity: pathSimilarity(seen, actionsOf(exemplar)) };
    }),
  );
  return all.sort((a, b) => b.similarity - a.similarity || a.segment - b.segment).slice(0, NEAREST);
}

/** Actions tried for removal, and places for insertion, at most; spread evenly over longer sequences. */
const REMOVED = 60;
const PLACES = 12;
/** Actions tried for insertion: of each segment the most distinctive; this many in all at most. */
const ADDED_OF_EACH = 4;
const ADDED = 40;

type Change = Pick<Counterfactual, "change" | "action" | "position">;

async function findCounterfactuals(
  given: readonly string[],
  assignment: Assignment,
  { segments, assign }: ExplainParts,
): Promise<Counterfactual[]> {
  const distinctive = segments.flatMap(({ patterns }) =>
    [...patterns.distinctiveActions, ...patterns.distinctiveNgrams, ...patterns.commonActions]
      .flatMap(({ actions }) => actions)
      .filter((action, i, all) => all.indexOf(action) === i)
      .slice(0, ADDED_OF_EACH),
  );
  const added = [...new Set(distinctive)].slice(0, ADDED);
  const changes: Change[] = [
    ...spread(given.length, REMOVED).map((position): Change => {
      return { change: "remove", action: given[position]!, position };
    }),
    ...added.flatMap((action) =>
      spread(given.length + 1, PLACES).map((position): Change => ({ change: "add", action, position })),
    ),
  ];
  const answers = await assign(changes.map((change) => changed(given, change)));
  const best = new Map<number, Counterfactual>();
  changes.forEach((change, i) => {
    const { segment, name, confidence } = answers[i]!;
    if (segment === assignment.segment || confidence < (best.get(segment)?.confidence ?? 0)) return;
    if (best.has(segment) && confidence === best.get(segment)!.confidence) return; // the earlier change stays
    best.set(segment, { ...change, segment, name, confidence, text: changeText(change, segment, name) });
  });
  return [...best.values()].sort((a, b) => b.confidence - a.confidence || a.segment - b.segment);
}

/** At most `most` of the positions 0 .. count - 1, the first and the last among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

function changed(given: readonly string[], { change, action, position }: Change): string[] {
  return change === "remove" ? given.toSpliced(position, 1) : given.toSpliced(position, 0, action);
}

function changeText({ change, action, position }: Change, segment: number, name: string | null): string {
  const where = segment < 0 ? "in no segment" : `in segment ${segmentNumber(segment)}, ${name}`;
  if (change === "remove") return `without ${action} (step ${position + 1}) it would be ${where}`;
  return `with ${action} ${position === 0 ? "before all else" : `after step ${position}`} it would be ${where}`;
}

function explanationText(found: Omit<Explanation, "text">): string {
  const { assignment, segment, name } = found;
  const asked = found.patterns.length === 0 ? "" : `It ${found.patterns.map(({ text }) => text).join("; it ")}.`;
  if (segment < 0) return [`In no segment: ${assignment.reason}.`, asked].filter((line) => line !== "").join("\n");
  const lines = [
    assignment.segment >= 0
      ? `In segment ${segmentNumber(segment)}, ${name} (${assignment.reason}).`
      : `In no segment (${assignment.reason}); the nearest is segment ${segmentNumber(segment)}, ${name}.`,
    sentence("For it", found.for),
    sentence("Against it", found.against),
    found.nearest[0]
      ? `Most like the path ${found.nearest[0].path} of segment ${segmentNumber(found.nearest[0].segment)}.`
      : "",
    found.counterfactuals[0] ? `But ${found.counterfactuals[0].text}.` : "No single action would move it elsewhere.",
    asked,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function timesText({ timedSteps }: ExplainParts): string {
  if (timedSteps.length === 0) return "";
  return `Without times, it passed these steps of the model as it is: ${timedSteps.join(", ")}.`;
}

function sentence(title: string, evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return "";
  return `${title}: ${evidence
    .slice(0, 3)
    .map(({ text }) => text)
    .join(", ")}.`;
}
