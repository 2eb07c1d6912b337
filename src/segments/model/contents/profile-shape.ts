import type {
  BorderlinePath,
  DescribeAudit,
  DistributionSummary,
  DropOff,
  DwellTime,
  EndAction,
  Exemplar,
  NameTruth,
  SegmentActivity,
  SegmentFlow,
  SegmentPaths,
  SegmentPattern,
  SegmentPatterns,
  SegmentProfile,
  SegmentRelations,
  SegmentTimes,
  SegmentTransition,
  SegmentWords,
  StepMatrix,
  TransitionMatrix,
} from "../../../profiles";
import {
  actionName,
  figure,
  flag,
  listOf,
  oneOfTexts,
  orNull,
  record,
  type Shape,
  text,
  whole,
} from "../../file/shape";

type ItemOf<T> = T extends readonly (infer I)[] ? I : never;

const figures = listOf(figure);
const figuresOrNone = listOf(listOf(orNull(figure)));

const spread = record<DistributionSummary>({
  min: figure,
  q1: figure,
  median: figure,
  q3: figure,
  max: figure,
  mean: figure,
});

const contrast = {
  members: figure,
  coverage: figure,
  elsewhere: orNull(figure),
  effect: orNull(figure),
  lift: orNull(figure),
};

const pattern = record<SegmentPattern>({
  ...contrast,
  kind: oneOfTexts(["action", "ngram", "subsequence"]),
  actions: listOf(actionName),
  text,
  elsewhereAsLong: orNull(figure),
  p: orNull(figure),
  q: orNull(figure),
  score: figure,
  perMember: figure,
  perMemberElsewhere: orNull(figure),
});

const endAction = record<EndAction>({ ...contrast, action: text });

/** The profile of segment `segment`, in a model of this many distinct sequences and segments. */
export function profileOf(segment: number, { rows, segments }: { readonly rows: number; readonly segments: number }) {
  return record<SegmentProfile>({
    segment: whole(segment, segment),
    name: text,
    description: text,
    summary: text,
    size: whole(0),
    share: figure,
    small: flag,
    cohesion: orNull(figure),
    persistence: orNull(figure),
    patterns: PATTERNS,
    paths: pathsOf(rows, segments),
    flow: FLOW,
    times: TIMES,
    properties: listOf(
      record<ItemOf<SegmentProfile["properties"]>>({
        name: text,
        known: figure,
        missing: figure,
        here: orNull(spread),
        elsewhere: orNull(spread),
        wasserstein: orNull(figure),
        wassersteinInDeviations: orNull(figure),
      }),
    ),
    words: record<SegmentWords>({
      nameTruth: orNull(record<NameTruth>({ coverage: figure, elsewhere: figure })),
      coverageText: text,
      keywords: orNullBefore(text),
      namedBy: (value, path) => oneOfTexts(["seqment", "describe", "given"])(value ?? "seqment", path),
      describedBy: oneOfTexts(["seqment", "describe"]),
      describeError: orNull(text),
      audit: orNullBefore(record<DescribeAudit>({ prompt: text, answer: text, asks: whole(1) })),
    }),
  });
}

/** Null, too, where models of older versions have nothing. */
function orNullBefore<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => orNull(shape)(value ?? null, path);
}

const PATTERNS = record<SegmentPatterns>({
  distinctiveActions: listOf(pattern),
  distinctiveNgrams: listOf(pattern),
  distinctiveSubsequences: listOf(pattern),
  lackingActions: listOf(pattern),
  commonActions: listOf(pattern),
  coverage: figure,
  tested: whole(0),
});

/** `row` of a path is one of the model's distinct sequences. */
function pathsOf(rows: number, segments: number): Shape<SegmentPaths> {
  const row = whole(0, rows - 1);
  const exemplar = record<Exemplar>({
    path: text,
    row,
    length: figure,
    members: figure,
    represents: figure,
    coverage: figure,
  });
  return record<SegmentPaths>({
    length: orNull(spread),
    lengthElsewhere: orNull(spread),
    medoid: orNull(exemplar),
    exemplars: listOf(exemplar),
    borderline: listOf(
      record<BorderlinePath>({
        path: text,
        row,
        length: figure,
        members: figure,
        similarity: figure,
        other: whole(0, segments - 1),
        otherSimilarity: figure,
      }),
    ),
  });
}

const FLOW = record<SegmentFlow>({
  entryActions: listOf(endAction),
  exitActions: listOf(endAction),
  dropOffs: listOf(
    record<DropOff>({
      action: text,
      members: figure,
      doing: figure,
      rate: figure,
      elsewhere: orNull(figure),
      effect: orNull(figure),
    }),
  ),
  transitions: listOf(
    record<SegmentTransition>({
      from: text,
      to: text,
      count: figure,
      probability: figure,
      elsewhere: orNull(figure),
      difference: orNull(figure),
      effect: orNull(figure),
    }),
  ),
  transitionMatrix: record<TransitionMatrix>({
    actions: listOf(text),
    counts: listOf(figures),
    followed: figures,
    probabilities: figuresOrNone,
    elsewhere: figuresOrNone,
    differences: figuresOrNone,
  }),
  stepMatrix: record<StepMatrix>({
    actions: listOf(text),
    positions: whole(0),
    shares: listOf(figures),
    other: figures,
    ended: figures,
  }),
});

const TIMES = record<SegmentTimes>({
  duration: orNull(spread),
  durationElsewhere: orNull(spread),
  dwellTimes: listOf(
    record<DwellTime>({
      action: text,
      times: figure,
      here: spread,
      elsewhere: orNull(spread),
    }),
  ),
  activity: orNull(
    record<SegmentActivity>({
      timeZone: oneOfTexts(["UTC"]),
      actions: figure,
      hours: listOf(figure, 24),
      hoursElsewhere: orNull(listOf(figure, 24)),
      weekdays: listOf(figure, 7),
      weekdaysElsewhere: orNull(listOf(figure, 7)),
      activeDays: spread,
      activeDaysElsewhere: orNull(spread),
      sessions: orNull(spread),
      sessionsElsewhere: orNull(spread),
    }),
  ),
});

/** How this many segments stand to each other. */
export function relationsOf(segments: number): Shape<SegmentRelations> {
  return record<SegmentRelations>({
    distances: listOf(listOf(figure, segments), segments),
    groups: listOf(
      record<ItemOf<SegmentRelations["groups"]>>({
        name: text,
        segments: listOf(whole(0, segments - 1)),
        size: figure,
        distance: figure,
        parts: orNull(listOf(whole(0), 2) as Shape<readonly [number, number]>),
      }),
    ),
    order: listOf(whole(0, segments - 1), segments),
  });
}
