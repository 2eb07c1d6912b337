import type { Selection, Verdict } from "../../../selection";
import {
  damaged,
  figure,
  flag,
  listOf,
  oneOfTexts,
  orAbsent,
  orNull,
  record,
  type Shape,
  text,
  whole,
} from "../../file/shape";
import type { FitReport } from "../../fit-report";

type ItemOf<T> = T extends readonly (infer I)[] ? I : never;
type Present<T> = Exclude<T, undefined>;

const onlyTrue: Shape<true> = (value, path) => {
  if (value !== true) throw damaged(path, "true", value);
  return value;
};

const effort = oneOfTexts(["quick", "thorough"]);

/** What was tried. */
export const selectionShape = record<Selection>({
  effort,
  candidates: listOf(
    record<ItemOf<Selection["candidates"]>>({
      embedding: text,
      reduction: text,
      clustering: text,
      clusterSelectionMethod: orAbsent(oneOfTexts(["eom", "leaf"])),
      minClusterSize: orAbsent(figure),
      segments: whole(0),
      noiseShare: figure,
      savedBits: figure,
      savedBitsOfActions: figure,
      stability: orAbsent(figure),
    }),
  ),
  winner: whole(0),
  reason: text,
  sample: orAbsent(record<Present<Selection["sample"]>>({ inputs: figure, distinct: figure })),
  skipped: whole(0),
});

/** Whether there are segments at all. */
export const verdictShape = record<Verdict>({
  kind: oneOfTexts(["clear segments", "some stable segments in a continuum", "continuum"]),
  sentence: text,
  words: record<Verdict["words"]>({ headline: text, why: text, advice: text }),
  reasons: listOf(
    record<ItemOf<Verdict["reasons"]>>({
      about: oneOfTexts(["structure", "border", "separation", "stability", "bits"]),
      holds: flag,
      text,
    }),
  ),
  log: record<Verdict["log"]>({
    inputs: figure,
    divided: flag,
    segments: whole(0),
    separation: figure,
    atBorder: figure,
    shuffled: listOf(figure),
    shuffledInputs: figure,
    beyondShuffled: figure,
    stableShare: figure,
    savedBits: figure,
    shuffledBits: figure,
    transitionBits: orAbsent(figure),
  }),
  separation: record<Verdict["separation"]>({
    value: figure,
    law: figure,
    near: figure,
    recognized: figure,
    atBorder: figure,
    inSegments: figure,
    inputs: figure,
  }),
  savedBits: figure,
  segments: listOf(
    record<ItemOf<Verdict["segments"]>>({
      segment: whole(0),
      share: figure,
      stability: orAbsent(figure),
      savedBits: figure,
      stable: flag,
      separation: orAbsent(figure),
      real: flag,
    }),
  ),
  stableShare: figure,
  resamples: whole(0),
  byHand: orAbsent(onlyTrue),
  layer: orAbsent(oneOfTexts(["merged", "divided"])),
});

type EventsReport = Present<FitReport["events"]>;
type TextsReport = Present<FitReport["embedding"]["texts"]>;

type StepReport = ItemOf<FitReport["sequences"]["prepared"]>;
const change = record<StepReport["events"]>({ before: figure, after: figure });

export const sequencesReportShape = record<FitReport["sequences"]>({
  prepared: listOf(
    record<StepReport>({ step: text, events: change, users: change, actions: change, notes: listOf(text) }),
  ),
  leftOut: whole(0),
  inputs: whole(0),
  distinct: whole(0),
  tokens: figure,
  empty: whole(0),
  tooShort: whole(0),
  truncated: record<FitReport["sequences"]["truncated"]>({ inputs: figure, tokens: figure }),
  unknown: record<FitReport["sequences"]["unknown"]>({ actions: figure, tokens: figure }),
  notes: listOf(text),
});

/** What was read and fitted. */
export const reportShape = record<FitReport>({
  events: orAbsent(
    record<EventsReport>({
      rows: figure,
      accepted: figure,
      filtered: figure,
      refused: listOf(
        record<ItemOf<EventsReport["refused"]>>({
          reason: text,
          rows: figure,
          lines: listOf(figure),
          file: orAbsent(text),
          example: orAbsent(text),
        }),
      ),
      fallbacks: listOf(record<ItemOf<EventsReport["fallbacks"]>>({ role: text, column: text, events: figure })),
      timeUnit: orAbsent(oneOfTexts(["iso", "format", "s", "ms", "us", "ns", "date"])),
      timeFormat: orAbsent(text),
      localTimes: figure,
      timeZone: orAbsent(text),
      times: orAbsent(record<Present<EventsReport["times"]>>({ first: figure, last: figure })),
      ties: figure,
      notes: listOf(text),
    }),
  ),
  sequences: sequencesReportShape,
  embedding: record<FitReport["embedding"]>({
    method: text,
    dimensions: whole(0),
    texts: orAbsent(
      record<TextsReport>({
        texts: figure,
        truncated: record<TextsReport["truncated"]>({ inputs: figure, actions: figure, share: figure }),
        unknownPieces: figure,
        examples: listOf(record<ItemOf<TextsReport["examples"]>>({ actions: listOf(text), text })),
      }),
    ),
  }),
  reduction: record<FitReport["reduction"]>({ method: text, dimensions: whole(0) }),
  clustering: record<FitReport["clustering"]>({
    method: text,
    minClusterSize: orAbsent(figure),
    minSamples: orAbsent(figure),
    segments: whole(0),
    noise: whole(0),
    noiseShare: figure,
    placed: (value, path) => (value === undefined ? 0 : whole(0)(value, path)),
    placedShare: (value, path) => (value === undefined ? 0 : figure(value, path)),
    placedOf: (value, path) => (value === undefined ? [] : listOf(whole(0))(value, path)),
  }),
  guide: orAbsent(
    record<Present<FitReport["guide"]>>({
      known: figure,
      unknownIds: figure,
      elsewhere: figure,
      conflicts: figure,
      apart: figure,
      notApart: figure,
      groups: listOf(
        record<ItemOf<Present<FitReport["guide"]>["groups"]>>({
          name: orNull(text),
          users: figure,
          segment: whole(-1),
          elsewhere: figure,
          places: whole(0),
          sharedWith: listOf(text),
        }),
      ),
    }),
  ),
  notes: listOf(text),
});
