import {
  asExpected,
  countText,
  type Field,
  numberText,
  percentText,
  readOptions,
  type Schema,
  string,
  unitsText,
  wrongType,
} from "../../core/internal";
import type { FeatureFigures, FeatureProfile } from "./profile-features";
import { actionOf, type SegmentAction } from "./segment-actions";

/** A segment that is written to. */
export interface NamedProfile extends FeatureProfile {
  readonly name: string;
}

/** How mails are drafted. */
export interface DraftEmailsOptions {
  /** Segments to write to, by number. @default the one with the most at stake among the slipping away, and among the rest */
  segments?: readonly number[] | undefined;
  /** What is suggested for each name. @default SEGMENT_ACTIONS */
  actions?: readonly SegmentAction[] | undefined;
  /** Written before sums. @default nothing */
  currency?: string | undefined;
  /** The column whose sum is at stake. @default "monetary" */
  value?: string | undefined;
}

const SEGMENTS: Field<readonly number[], undefined> = {
  expected: "an array of numbers of segments",
  default: undefined,
  read(value, name) {
    if (!Array.isArray(value) || !value.every(Number.isInteger)) throw wrongType(name, SEGMENTS.expected, value);
    return value;
  },
};

/** Actions by the names of segments. */
export const ACTIONS: Field<readonly SegmentAction[], undefined> = {
  expected: "an array of { name, goal, offer, subject }",
  default: undefined,
  read(value, name) {
    const isAction = (each: Partial<SegmentAction> | null) =>
      [each?.name, each?.goal, each?.offer, each?.subject].every((text) => typeof text === "string");
    if (!Array.isArray(value) || !value.every(isAction)) throw wrongType(name, ACTIONS.expected, value);
    return value;
  },
};

const DRAFT_EMAILS_OPTIONS = {
  segments: SEGMENTS,
  actions: ACTIONS,
  currency: string(),
  value: string("monetary"),
} satisfies Schema<DraftEmailsOptions>;

/** A mail to a segment, drafted from its figures, and why. */
export interface EmailDraft {
  readonly segment: number;
  readonly name: string;
  readonly size: number;
  /** Sum of the value column over the segment, and its share of that over all; null where there is no such column. */
  readonly atStake: number | null;
  readonly shareAtStake: number | null;
  readonly goal: string;
  /** Who they are and what they did, in a sentence each. */
  readonly audience: string;
  readonly behavior: string;
  readonly offer: string;
  readonly subject: string;
  /** The mail itself. `{first name}` and `{shop}` are to be filled in. */
  readonly body: string;
}

/**
 * Drafts a mail to segments of customers, made of their figures: who they are, what they did, what to offer, how many they
 * are, and what is at stake.
 *
 * @param profiles of a model of features, with names.
 * @param options segments to write to, actions, currency.
 * @returns a draft for each segment asked for; two where none are.
 * @throws TypeError on wrong options.
 * @example
 * const table = featureTable(["a", "b", "c", "d"], { recency: [3, 5, 90, 99], monetary: [10, 20, 500, 400] });
 * const named = profileFeatures(table, [0, 0, 1, 1]).map((profile) => ({ ...profile, name: "At Risk" }));
 * draftEmails(named)[0].atStake; // 900
 */
export function draftEmails(profiles: readonly NamedProfile[], options: DraftEmailsOptions = {}): EmailDraft[] {
  return asExpected("profiles", "profiles of a model of features", profiles, () => drafts(profiles, options));
}

function drafts(profiles: readonly NamedProfile[], options: DraftEmailsOptions): EmailDraft[] {
  const { segments, actions, currency = "", value } = readOptions(options, DRAFT_EMAILS_OPTIONS);
  const found = profiles.filter(({ segment, size }) => segment >= 0 && size > 0);
  const chosen = segments?.map((segment) => found.find((each) => each.segment === segment)) ?? chosenOf(found, value);
  const all = found.reduce((sum, profile) => sum + (figureOf(profile, value)?.total ?? 0), 0);
  return chosen
    .filter((profile) => profile !== undefined)
    .map((profile) => {
      const { goal, offer, subject } = actionOf(profile.name, actions);
      const total = figureOf(profile, value)?.total ?? null;
      const behavior = behaviorOf(profile, currency);
      return {
        segment: profile.segment,
        name: profile.name,
        size: profile.size,
        atStake: total,
        shareAtStake: total === null || !(all > 0) ? null : total / all,
        goal,
        audience: `${unitsText(profile.size, "customer")}, ${percentText(profile.share)} of all: ${profile.name}.`,
        behavior,
        offer,
        subject,
        body: bodyOf(profile, offer, currency),
      };
    });
}

/** The most valuable of those whose last order lies farther back than half of all customers', and of the others. */
function chosenOf(profiles: readonly NamedProfile[], value: string): NamedProfile[] {
  const worthOf = (profile: NamedProfile) => figureOf(profile, value)?.total ?? profile.size;
  const byWorth = [...profiles].sort((a, b) => worthOf(b) - worthOf(a) || a.segment - b.segment);
  const isSlipping = (profile: NamedProfile) => (figureOf(profile, "recency")?.place ?? 0) >= 0.5;
  const first = byWorth.find(isSlipping) ?? byWorth[0];
  const second =
    byWorth.find((profile) => profile !== first && !isSlipping(profile)) ??
    byWorth.find((profile) => profile !== first);
  return [first, second].filter((profile) => profile !== undefined);
}

function figureOf({ features }: FeatureProfile, name: string): FeatureFigures | undefined {
  return features.find((figure) => figure.name === name);
}

/** How a figure of a customer is worded; `elsewhere` is the mean of the others. */
const PHRASES: Readonly<Record<string, (median: number, elsewhere: number | null, currency: string) => string>> = {
  recency: (days, other) =>
    `last ordered ${daysText(days)} ago${other === null ? "" : ` (others ${daysText(other)} on average)`}`,
  frequency: (orders) => `placed ${unitsText(Math.round(orders), "order")}`,
  monetary: (sum, other, currency) =>
    `spent ${currency}${numberText(sum)} in all${other === null ? "" : ` (others ${currency}${numberText(other)} on average)`}`,
  basketWorth: (sum, _, currency) => `spends ${currency}${numberText(sum)} an order`,
  interPurchaseDays: (days) => `orders every ${daysText(days)}`,
  discountShare: (share) => `has ${percentText(share)} taken off by discounts`,
  sessions: (count) => `came ${unitsText(Math.round(count), "time")}`,
  conversion: (share) => `bought in ${percentText(share)} of their visits`,
};

function daysText(days: number): string {
  return unitsText(Math.round(days), "day");
}

function behaviorOf(profile: NamedProfile, currency: string): string {
  const figures = profile.features.flatMap(({ name, median, meanElsewhere }) =>
    Object.hasOwn(PHRASES, name) && median !== null ? [PHRASES[name]!(median, meanElsewhere, currency)] : [],
  );
  if (figures.length === 0) return "Nothing listed here sets them apart.";
  return `The typical one of them ${figures.join("; ")}.`;
}

function bodyOf(profile: NamedProfile, offer: string, currency: string): string {
  const recency = figureOf(profile, "recency");
  const frequency = figureOf(profile, "frequency")?.median;
  const basket = figureOf(profile, "basketWorth")?.median;
  const isSlipping = (recency?.place ?? 0) >= 0.5;
  const lines = [
    "Hello {first name},",
    isSlipping && recency?.median
      ? `It has been a while: your last order with us was about ${sinceText(recency.median)} ago.`
      : "It is good to have you with us.",
    frequency && frequency >= 2
      ? `Customers like you have ordered ${countText(Math.round(frequency))} times${basket ? `, for about ${currency}${numberText(basket)} each time` : ""}; we would like to keep it that way.`
      : "You have tried us once, and we would like to show you more.",
    `Here is what we have for you: ${offer}.`,
    isSlipping
      ? "If something was not right, please reply to this mail: a person reads it."
      : "Thank you for your trust.",
    "Yours,\n{shop}",
  ];
  return lines.join("\n\n");
}

/** 12 -> `12 days`, 95 -> `three months` */
function sinceText(days: number): string {
  if (days < 21) return daysText(days);
  if (days < 60) return `${Math.round(days / 7)} weeks`;
  return `${Math.round(days / 30.4)} months`;
}
