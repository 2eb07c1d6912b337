import type { JsonSchema } from "../../core/internal";

/** Code units of an action, at most, as of `seqment/online`. */
const LONGEST_ACTION = 10_000;
const LONGEST_USER = 800;

/** An object; all its fields are required but those named. `description` is what an error says was expected. */
export function object(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", description, properties, required, additionalProperties: false };
}

export function list(description: string, items: JsonSchema, maxItems?: number): JsonSchema {
  return { type: "array", description, items, ...(maxItems !== undefined && { maxItems }) };
}

export function text(maxLength?: number): JsonSchema {
  if (maxLength === undefined) return { type: "string" };
  return { type: "string", description: `a text of 1 to ${maxLength} characters`, minLength: 1, maxLength };
}

function numeric(type: "integer" | "number", minimum?: number, maximum?: number): JsonSchema {
  const kind = type === "integer" ? "an integer" : "a number";
  const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  return { type, description: minimum === undefined ? kind : `${kind} from ${minimum} to ${maximum}`, ...bounds };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { ...schema, type: [schema.type, "null"] };
}

export function oneOf(values: readonly string[]): JsonSchema {
  return { type: "string", enum: values };
}

export const BOOLEAN: JsonSchema = { type: "boolean", description: "true or false" };
const SHARE = numeric("number", 0, 1);
const ACTION = text(LONGEST_ACTION);
export const USER = text(LONGEST_USER);
/** Of a segment in this model; -1 for none. */
const SEGMENT = { type: "integer", minimum: -1 };
const NAME = orNull(text());
const ID = orNull(text());
export const MODEL = { ...text(), description: "SHA-256 of the model that answered", pattern: "^[0-9a-f]{64}$" };

export function paths(maxBatch: number, maxPathLength: number): JsonSchema {
  return list(`an array of at most ${maxBatch} paths`, path(maxPathLength), maxBatch);
}

export function path(maxPathLength: number): JsonSchema {
  return list(`an array of at most ${maxPathLength} actions`, ACTION, maxPathLength);
}

const ALTERNATIVE = object("another segment", { segment: SEGMENT, name: text(), closeness: SHARE });
const LIKELY = object("a segment and its probability", { segment: SEGMENT, name: NAME, probability: SHARE });

const NEAREST = object("the nearest segment", { segment: SEGMENT, name: text(), confidence: SHARE });

/** Reason of an answer by the segment that took over. */
const RETIRED = "segment retired";
/** Fields that answers have where the registry says which segments are gone. */
const FOLLOWED_FIELDS = { was: ID, until: orNull({ type: "integer", description: "milliseconds since 1970" }) };
const FOLLOWED = Object.keys(FOLLOWED_FIELDS);

const WHOLE_FIELDS = {
  segment: SEGMENT,
  name: NAME,
  confidence: SHARE,
  membership: SHARE,
  novelty: SHARE,
  nearest: orNull(NEAREST),
  alternatives: list("the nearest other segments", ALTERNATIVE),
  reason: oneOf([
    ...[
      "seen in training",
      "near members",
      "placed with the nearest",
      "like users in no segment",
      "far from all segments",
    ],
    ...["empty sequence", "left out by a step", "no known action"],
    RETIRED,
  ]),
  within: { type: "object", description: "where it belongs among the parts of its segment" },
};

/** Where a whole path belongs. */
const ASSIGNMENT = object("where a whole path belongs", WHOLE_FIELDS, ["nearest", "within"]);

const BEGUN_FIELDS = {
  segment: SEGMENT,
  name: NAME,
  confidence: SHARE,
  novelty: SHARE,
  alternatives: list("segments by their probability", LIKELY),
  likely: list("segments that hold the one of the whole path in 90% of users", SEGMENT),
  actions: { type: "integer", minimum: 0 },
};

const BEGUN_REASONS = [
  ...["begins like members", "begins like users in no segment", "undecided", "no known action"],
  RETIRED,
];

/** Answers of `/assign`: an assignment, or that of a beginning, and the id of the segment. */
export const ANSWER = {
  description: "where a path belongs",
  anyOf: [
    object("where a whole path belongs", { id: ID, ...WHOLE_FIELDS, ...FOLLOWED_FIELDS }, [
      "nearest",
      "within",
      ...FOLLOWED,
    ]),
    object(
      "where a path will belong",
      { id: ID, ...BEGUN_FIELDS, reason: oneOf(BEGUN_REASONS), ...FOLLOWED_FIELDS },
      FOLLOWED,
    ),
  ],
};

const USER_FIELDS = {
  user: text(),
  model: MODEL,
  id: ID,
  ...BEGUN_FIELDS,
  reason: oneOf([...BEGUN_REASONS, "known from the fit"]),
  events: { type: "integer", minimum: 0 },
  first: orNull({ type: "number" }),
  last: orNull({ type: "number" }),
  value: { type: "number" },
  partial: BOOLEAN,
  ...FOLLOWED_FIELDS,
};

export const USER_ANSWER = object("where a user belongs today", USER_FIELDS, FOLLOWED);
export const USER_CHANGE = object(
  "where a user belongs, and did before",
  { ...USER_FIELDS, before: orNull({ type: "integer" }) },
  FOLLOWED,
);

/** An event as `push` of `seqment/online` takes it. */
export const EVENT = object(
  "an event { user, action, time }",
  {
    user: USER,
    action: ACTION,
    time: numeric("number", -8.64e15, 8.64e15),
    id: ACTION,
    sequence: numeric("integer", -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    value: numeric("number", -1e290, 1e290),
  },
  ["id", "sequence", "value"],
);

export const SEGMENT_ROW = object("a segment", {
  segment: SEGMENT,
  id: text(),
  name: text(),
  description: text(),
  summary: text(),
  size: { type: "integer", minimum: 0 },
  share: SHARE,
});

const EVIDENCE = object("a pattern, and whether the path shows it", {
  pattern: { type: "object", properties: { text: text(), kind: text() }, required: ["text", "kind"] },
  shown: BOOLEAN,
  text: text(),
});

export const EXPLANATION = object("why a path is where it is", {
  model: MODEL,
  assignment: ASSIGNMENT,
  segment: SEGMENT,
  name: NAME,
  id: ID,
  actions: list("the path as the model sees it", text()),
  for: list("what speaks for the segment", EVIDENCE),
  against: list("what speaks against it", EVIDENCE),
  nearest: list(
    "the nearest exemplars",
    object("an exemplar", { segment: SEGMENT, name: text(), path: text(), similarity: { type: "number" } }),
  ),
  counterfactuals: list(
    "single actions that would move it",
    object("a change of one action", {
      change: oneOf(["add", "remove"]),
      action: text(),
      position: { type: "integer", minimum: 0 },
      segment: SEGMENT,
      name: NAME,
      confidence: SHARE,
      text: text(),
    }),
  ),
  patterns: list("what was asked", { type: "object" }),
  text: text(),
});

/** Every error. */
export const PROBLEM = object("what was wrong, as of RFC 9457", {
  type: text(),
  title: text(),
  status: { type: "integer" },
  detail: text(),
});
