import type { FeatureProfile } from "./profile-features";

/** What a segment must be like to have a name. Thresholds are places of its median among all rows, from 0 to 1. */
export interface NameCondition {
  /** The name of a column. A rule with a condition on a column that the table does not have is passed over. */
  readonly feature: string;
  /** The place is at least this. @default 0 */
  readonly from?: number | undefined;
  /** The place is at most this. @default 1 */
  readonly to?: number | undefined;
}

/** A name, who has it, and what to do about it. */
export interface NameRule {
  readonly name: string;
  readonly when: readonly NameCondition[];
}

/**
 * Names of segments of customers, from the field's usual ones; the first rule that holds counts. The columns are those of
 * `purchaseMetrics` and `activityMetrics`.
 */
export const SEGMENT_NAMES: readonly NameRule[] = [
  {
    name: "Window Shopper",
    when: [
      { feature: "sessions", from: 0.4 },
      { feature: "conversion", to: 0.4 },
    ],
  },
  {
    name: "Bargain Hunter",
    when: [
      { feature: "discountShare", from: 0.65 },
      { feature: "frequency", from: 0.3 },
    ],
  },
  {
    name: "High-Value Frequent",
    when: [
      { feature: "recency", to: 0.5 },
      { feature: "frequency", from: 0.65 },
      { feature: "monetary", from: 0.65 },
    ],
  },
  {
    name: "High-Value Slipping Away",
    when: [
      { feature: "recency", from: 0.6 },
      { feature: "monetary", from: 0.6 },
    ],
  },
  {
    name: "New and Promising",
    when: [
      { feature: "tenure", to: 0.25 },
      { feature: "recency", to: 0.4 },
    ],
  },
  {
    name: "Recent Occasional",
    when: [
      { feature: "recency", to: 0.45 },
      { feature: "frequency", to: 0.5 },
    ],
  },
  {
    name: "Lapsed Small Spender",
    when: [
      { feature: "recency", from: 0.6 },
      { feature: "monetary", to: 0.4 },
    ],
  },
  {
    name: "Steady Middle",
    when: [
      { feature: "recency", to: 0.6 },
      { feature: "frequency", from: 0.35, to: 0.7 },
      { feature: "monetary", from: 0.35, to: 0.7 },
    ],
  },
  { name: "Lapsed", when: [{ feature: "recency", from: 0.6 }] },
  {
    name: "Active Regular",
    when: [
      { feature: "recency", to: 0.55 },
      { feature: "frequency", from: 0.5 },
    ],
  },
  {
    name: "Low-Value Occasional",
    when: [
      { feature: "frequency", to: 0.4 },
      { feature: "monetary", to: 0.4 },
    ],
  },
];

/** Differences below which a figure says nothing of a segment, in deviations. */
const NOTABLE = 0.2;

/**
 * A name for each profile: that of the first rule that holds; else what sets it apart most, such as `high basketWorth, low
 * recency`. Names that several would bear are told apart by what differs most between them.
 */
export function nameSegments(profiles: readonly FeatureProfile[], rules: readonly NameRule[]): string[] {
  const names = profiles.map((profile) => rules.find((rule) => holds(rule, profile))?.name ?? describe(profile, 2));
  return names.map((name, i) => {
    const rivals = [...names.keys()].filter((other) => names[other] === name);
    if (rivals.length === 1) return name;
    const ownPart = distinction(profiles, rivals, i);
    const isAlone = rivals.every((other) => other === i || distinction(profiles, rivals, other) !== ownPart);
    return `${name} (${isAlone ? ownPart : String(rivals.indexOf(i) + 1)})`;
  });
}

function holds({ when }: NameRule, { features }: FeatureProfile): boolean {
  return when.every(({ feature, from = 0, to = 1 }) => {
    const place = features.find(({ name }) => name === feature)?.place;
    return place !== undefined && place !== null && place >= from && place <= to;
  });
}

/** What sets a profile apart most from all others. */
function describe({ features }: FeatureProfile, most: number): string {
  const notable = features
    .filter(({ difference }) => difference !== null && Math.abs(difference) >= NOTABLE)
    .sort((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!))
    .slice(0, most);
  if (notable.length === 0) return "Like everybody";
  return notable.map(({ name, difference }) => `${difference! > 0 ? "high" : "low"} ${name}`).join(", ");
}

/** The figure in which rivals for a name differ most, and which of them is higher or lower there. */
function distinction(profiles: readonly FeatureProfile[], rivals: readonly number[], of: number): string {
  const spreads = profiles[of]!.features.map(({ name }, c) => {
    const places = rivals.map((rival) => profiles[rival]!.features[c]!.place ?? 0.5);
    return { name, c, spread: Math.max(...places) - Math.min(...places) };
  });
  const widest = spreads.reduce((a, b) => (b.spread > a.spread ? b : a));
  const places = rivals.map((rival) => profiles[rival]!.features[widest.c]!.place ?? 0.5);
  const own = profiles[of]!.features[widest.c]!.place ?? 0.5;
  const word = own === Math.max(...places) ? "high" : own === Math.min(...places) ? "low" : "middle";
  return `${word} ${widest.name}`;
}
