import { wrongType } from "../../core/internal";
/** What to do about a segment of a name. */
export interface SegmentAction {
  /** Name of the segment; a name with an addition in brackets counts as the one without. */
  readonly name: string;
  /** What is to be reached. */
  readonly goal: string;
  /** What to offer, in words to the customer. */
  readonly offer: string;
  /** Subject of the mail. */
  readonly subject: string;
}

/** The usual actions, for the names of `SEGMENT_NAMES` and `RFM_NAMES`; as CSV by `toCSV(SEGMENT_ACTIONS)`. */
export const SEGMENT_ACTIONS: readonly SegmentAction[] = [
  {
    name: "High-Value Frequent",
    goal: "keep them close, without a discount",
    offer: "early access to our new products, and a small gift with your next order",
    subject: "You first: a look at what is new",
  },
  {
    name: "High-Value Slipping Away",
    goal: "win them back, with a note from a person",
    offer: "free delivery on your next order within two weeks",
    subject: "We miss you: your next delivery is on us",
  },
  {
    name: "Bargain Hunter",
    goal: "sell at full price now and then",
    offer: "a bundle of what you like at one set price",
    subject: "Put together for you: a bundle at one price",
  },
  {
    name: "Window Shopper",
    goal: "turn a visit into a first order",
    offer: "free returns on your first order, and answers to every question you may have",
    subject: "Still thinking it over? Returns are free",
  },
  {
    name: "New and Promising",
    goal: "bring them to a second order",
    offer: "a short guide to what you bought, and 10% off a second order within 30 days",
    subject: "Making the most of your first order",
  },
  {
    name: "Recent Occasional",
    goal: "make a habit of it",
    offer: "what goes well with your last order, and a small reward for the next",
    subject: "Goes well with your last order",
  },
  {
    name: "Active Regular",
    goal: "raise the basket",
    offer: "free delivery from a basket a little above your usual one",
    subject: "A little more, delivered free",
  },
  {
    name: "Steady Middle",
    goal: "bring them to the next order sooner",
    offer: "free delivery on an order within the next month",
    subject: "Your next delivery is on us",
  },
  {
    name: "Lapsed Small Spender",
    goal: "win them back at low cost: one mail, and none after it without an answer",
    offer: "our best-seller of the season at a friendly price",
    subject: "Before you go: this season's favorite",
  },
  {
    name: "Lapsed",
    goal: "find out why they left",
    offer: "15% off your next order, in return for two short answers",
    subject: "Two questions, and 15% for your answer",
  },
  {
    name: "Low-Value Occasional",
    goal: "raise how often they buy",
    offer: "small things that people love, picked for the season",
    subject: "Small things people love",
  },
  {
    name: "Champions",
    goal: "keep them close, without a discount",
    offer: "early access to our new products, and a small gift with your next order",
    subject: "You first: a look at what is new",
  },
  {
    name: "Loyal Customers",
    goal: "raise the basket",
    offer: "free delivery from a basket a little above your usual one",
    subject: "A little more, delivered free",
  },
  {
    name: "Potential Loyalist",
    goal: "make a habit of it",
    offer: "membership of our loyalty program, with a reward to begin with",
    subject: "A reward is waiting for you",
  },
  {
    name: "New Customers",
    goal: "bring them to a second order",
    offer: "a short guide to what you bought, and 10% off a second order within 30 days",
    subject: "Making the most of your first order",
  },
  {
    name: "Promising",
    goal: "make a habit of it",
    offer: "what goes well with your last order",
    subject: "Goes well with your last order",
  },
  {
    name: "Need Attention",
    goal: "bring them back soon",
    offer: "an offer on what you bought before, for one week",
    subject: "This week, for you",
  },
  {
    name: "About To Sleep",
    goal: "bring them back before they leave",
    offer: "the best-sellers of the season, with free delivery",
    subject: "What everybody is buying this season",
  },
  {
    name: "At Risk",
    goal: "win them back, with a note from a person",
    offer: "free delivery on your next order within two weeks",
    subject: "We miss you: your next delivery is on us",
  },
  {
    name: "Can't Lose Them",
    goal: "win them back, by phone if need be",
    offer: "a voucher, and a person to talk to about what went wrong",
    subject: "Can we make it right?",
  },
  {
    name: "Lost",
    goal: "win them back at low cost: one mail, and none after it without an answer",
    offer: "our best-seller of the season at a friendly price",
    subject: "Before you go: this season's favorite",
  },
  { name: "Others", goal: "watch them", offer: "our newsletter", subject: "This month's news" },
];

/** What is suggested for a name that no action is of. */
const BY_DEFAULT = {
  goal: "get to know them",
  offer: "a small thank-you for two short answers",
  subject: "May we ask?",
};

/**
 * The action for a segment's name: of these, or a survey where none is of that name.
 *
 * @param name of a segment, with or without an addition in brackets.
 * @param actions to look in.
 * @returns the action, under the name given.
 * @throws TypeError when `name` is no text, or `actions` no array of actions.
 * @example
 * actionOf("Champions", SEGMENT_ACTIONS).goal; // "keep them close, without a discount"
 */
export function actionOf(name: string, actions: readonly SegmentAction[] = SEGMENT_ACTIONS): SegmentAction {
  if (typeof name !== "string") throw wrongType("name", "a text", name);
  if (!Array.isArray(actions)) throw wrongType("actions", "an array of actions", actions);
  const plain = name.replace(/ \([^()]*\)$/, "");
  const found = actions.find((each) => each?.name === name) ?? actions.find((each) => each?.name === plain);
  return { ...(found ?? BY_DEFAULT), name };
}
