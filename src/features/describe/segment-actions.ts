/** What to do about a segment of a name. */
export interface SegmentAction {
  /** Name of the segment; a name with an addition in brackets counts as the one without. */
  readonly name: string;
  /** What is to be reached. */
  readonly goal: string;
  /** What to offer. */
  readonly offer: string;
  /** Subject of the mail. */
  readonly subject: string;
}

/** The usual actions, for the names of `SEGMENT_NAMES` and `RFM_NAMES`. */
export const SEGMENT_ACTIONS: readonly SegmentAction[] = [
  action(
    "High-Value Frequent",
    "keep them close",
    "early access to new products and a thank-you gift, no discount",
    "You first: a look at what is new",
  ),
  action(
    "High-Value Slipping Away",
    "win them back",
    "a personal note and free delivery on the next order within two weeks",
    "We miss you: your next delivery is on us",
  ),
  action(
    "Bargain Hunter",
    "sell at full price now and then",
    "a bundle of what they buy at a set price, no further discount",
    "Put together for you: a bundle at one price",
  ),
  action(
    "Window Shopper",
    "turn a visit into a first order",
    "answers to common questions and free returns on the first order",
    "Still thinking it over? Returns are free",
  ),
  action(
    "New and Promising",
    "bring them to a second order",
    "a short guide to what they bought and 10% off a second order within 30 days",
    "Making the most of your first order",
  ),
  action(
    "Recent Occasional",
    "make a habit of it",
    "a reminder of what goes with their last order and a small reward for the next",
    "Goes well with your last order",
  ),
  action(
    "Active Regular",
    "raise the basket",
    "free delivery from a basket a little above their usual one",
    "A little more, delivered free",
  ),
  action(
    "Lapsed Small Spender",
    "win back the cheap way, or let go",
    "one automated mail with a seasonal best-seller; no mail after it without an answer",
    "Before you go: this season's favorite",
  ),
  action(
    "Lapsed",
    "find out why they left",
    "a two-question survey with 15% off for an answer",
    "Two questions, and 15% for your answer",
  ),
  action(
    "Low-Value Occasional",
    "raise how often they buy",
    "a low-priced best-seller and a reminder each season",
    "Small things people love",
  ),
  action(
    "Champions",
    "keep them close",
    "early access to new products and a thank-you gift, no discount",
    "You first: a look at what is new",
  ),
  action(
    "Loyal Customers",
    "raise the basket",
    "free delivery from a basket a little above their usual one",
    "A little more, delivered free",
  ),
  action(
    "Potential Loyalist",
    "make a habit of it",
    "membership of the loyalty program with a welcome reward",
    "A reward is waiting for you",
  ),
  action(
    "New Customers",
    "bring them to a second order",
    "a short guide to what they bought and 10% off a second order within 30 days",
    "Making the most of your first order",
  ),
  action(
    "Promising",
    "make a habit of it",
    "a reminder of what goes with their last order",
    "Goes well with your last order",
  ),
  action(
    "Need Attention",
    "bring them back soon",
    "an offer on what they bought before, for a week",
    "This week, for you",
  ),
  action(
    "About To Sleep",
    "bring them back before they leave",
    "best-sellers of the season and free delivery",
    "What everybody is buying this season",
  ),
  action(
    "At Risk",
    "win them back",
    "a personal note and free delivery on the next order within two weeks",
    "We miss you: your next delivery is on us",
  ),
  action(
    "Can't Lose Them",
    "win them back, by phone if need be",
    "a personal call and a generous voucher",
    "Can we make it right?",
  ),
  action(
    "Lost",
    "win back the cheap way, or let go",
    "one automated mail; no mail after it without an answer",
    "Before you go: this season's favorite",
  ),
  action("Others", "watch them", "the newsletter alone", "This month's news"),
];

/** What is suggested for a name that no action is of. */
const BY_DEFAULT = { goal: "get to know them", offer: "a survey of what they are looking for", subject: "May we ask?" };

function action(name: string, goal: string, offer: string, subject: string): SegmentAction {
  return { name, goal, offer, subject };
}

/**
 * The action for a segment's name: of these, or a survey where none is of that name.
 *
 * @example
 * actionOf("Champions", SEGMENT_ACTIONS).goal; // "keep them close"
 */
export function actionOf(name: string, actions: readonly SegmentAction[] = SEGMENT_ACTIONS): SegmentAction {
  const plain = name.replace(/ \([^()]*\)$/, "");
  const found = actions.find((each) => each.name === name) ?? actions.find((each) => each.name === plain);
  return { ...(found ?? BY_DEFAULT), name };
}
