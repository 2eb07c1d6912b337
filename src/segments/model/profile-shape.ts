import type { SegmentProfile, SegmentRelations } from "../../profiles";
import { actionName, figure, flag, listOf, oneOfTexts, orNull, record, type Shape, text, whole } from "../file/shape";

type ItemOf<T> = T extends readonly (infer I)[] ? I : never;
type Spread = NonNullable<SegmentProfile["length"]>;
type ExemplarPath = NonNullable<SegmentProfile["medoid"]>;

const figures = listOf(figure);
const figuresOrNone = listOf(listOf(orNull(figure)));

const spread = record<Spread>({
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

const pattern = record<ItemOf<SegmentProfile["distinctiveActions"]>>({
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

const endAction = record<ItemOf<SegmentProfile["entryActions"]>>({ ...contrast, action: text });

/** A path of the model: `row` is one of its distinct sequences. */
function exemplarOf(rows: number): Shape<ExemplarPath> {
  return record<ExemplarPath>({
    path: text,
    row: whole(0, rows - 1),
    length: figure,
    members: figure,
    represents: figure,
    coverage: figure,
  });
}

/** The profile of segment `segment`, in a model of so many distinct sequences and segments. */
export function profileOf(segment: number, { rows, segments }: { readonly rows: number; readonly segments: number }) {
  const exemplar = exemplarOf(rows);
  return record<SegmentProfile>({
    segment: whole(segment, segment),
    name: text,
    named: orNull(record<NonNullable<SegmentProfile["named"]>>({ coverage: figure, elsewhere: figure })),
    description: text,
    describedBy: oneOfTexts(["seqment", "describe"]),
    describeError: orNull(text),
    summary: text,
    size: whole(0),
    share: figure,
    small: flag,
    cohesion: orNull(figure),
    persistence: orNull(figure),
    distinctiveActions: listOf(pattern),
    distinctiveNgrams: listOf(pattern),
    distinctiveSubsequences: listOf(pattern),
    patternsTested: whole(0),
    coverageOfDescription: figure,
    coverageText: text,
    lackingActions: listOf(pattern),
    commonActions: listOf(pattern),
    entryActions: listOf(endAction),
    exitActions: listOf(endAction),
    dropOffs: listOf(
      record<ItemOf<SegmentProfile["dropOffs"]>>({
        action: text,
        members: figure,
        doing: figure,
        rate: figure,
        elsewhere: orNull(figure),
        effect: orNull(figure),
      }),
    ),
    transitions: listOf(
      record<ItemOf<SegmentProfile["transitions"]>>({
        from: text,
        to: text,
        count: figure,
        probability: figure,
        elsewhere: orNull(figure),
        difference: orNull(figure),
        effect: orNull(figure),
      }),
    ),
    transitionMatrix: record<SegmentProfile["transitionMatrix"]>({
      actions: listOf(text),
      counts: listOf(figures),
      followed: figures,
      probabilities: figuresOrNone,
      elsewhere: figuresOrNone,
      differences: figuresOrNone,
    }),
    stepMatrix: record<SegmentProfile["stepMatrix"]>({
      actions: listOf(text),
      positions: whole(0),
      shares: listOf(figures),
      other: figures,
      ended: figures,
    }),
    dwellTimes: listOf(
      record<ItemOf<SegmentProfile["dwellTimes"]>>({
        action: text,
        times: figure,
        here: spread,
        elsewhere: orNull(spread),
      }),
    ),
    activity: orNull(
      record<NonNullable<SegmentProfile["activity"]>>({
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
    length: orNull(spread),
    lengthElsewhere: orNull(spread),
    duration: orNull(spread),
    durationElsewhere: orNull(spread),
    medoid: orNull(exemplar),
    exemplars: listOf(exemplar),
    borderline: listOf(
      record<ItemOf<SegmentProfile["borderline"]>>({
        path: text,
        row: whole(0, rows - 1),
        length: figure,
        members: figure,
        similarity: figure,
        other: whole(0, segments - 1),
        otherSimilarity: figure,
      }),
    ),
  });
}

/** How so many segments stand to each other. */
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
