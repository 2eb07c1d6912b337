import { between, LOOKS } from "./looks";

/** Features of a beginning as they change: each a key, and by how much its value rises. */
export type FeatureVisit = (key: number, change: number) => void;

/** What a feature is of; its key is `kind * width^2 + first * width + second`. */
const UNIGRAM = 0;
const BIGRAM = 1;
const FIRST = 2;
const SECOND = 3;
const THIRD = 4;
const LAST = 5;
const LAST_TWO = 6;
const LENGTH = 7;
const PLACES = [FIRST, SECOND, THIRD];

/**
 * The features of a beginning that a regression reads, followed action by action: roots of the counts of its actions and of
 * pairs in direct succession, its first three actions by place, its last and its last two, and its length.
 */
export class PrefixFeatures {
  readonly #width: number;
  readonly #visit: FeatureVisit;
  #counts = new Map<number, number>();
  #actions = 0;
  #last = -1;
  #beforeLast = -1;

  /** @param actions known ones; all others are one more. */
  constructor(actions: number, visit: FeatureVisit) {
    this.#width = actions + 2;
    this.#visit = visit;
  }

  restart(): void {
    this.#counts = new Map(); // one that is cleared links its dead tables to the new ones, and so keeps them all
    this.#actions = 0;
    this.#last = -1;
    this.#beforeLast = -1;
  }

  read(token: number): void {
    const visit = this.#visit;
    const [last, before] = [this.#last, this.#beforeLast];
    this.#rise(this.#key(UNIGRAM, token, 0));
    if (last >= 0) this.#rise(this.#key(BIGRAM, last, token));
    if (this.#actions < PLACES.length) visit(this.#key(PLACES[this.#actions]!, token, 0), 1);
    if (last >= 0) visit(this.#key(LAST, last, 0), -1);
    visit(this.#key(LAST, token, 0), 1);
    if (before >= 0) visit(this.#key(LAST_TWO, before, last), -1);
    if (last >= 0) visit(this.#key(LAST_TWO, last, token), 1);
    if (this.#actions > 0) this.#length(this.#actions, -1);
    this.#actions += 1;
    this.#length(this.#actions, 1);
    this.#beforeLast = last;
    this.#last = token;
  }

  #rise(key: number): void {
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    this.#visit(key, Math.sqrt(count + 1) - Math.sqrt(count));
  }

  #length(actions: number, sign: number): void {
    const { from, to, share } = between(actions);
    this.#visit(this.#key(LENGTH, from, 0), sign * (1 - share));
    if (share > 0) this.#visit(this.#key(LENGTH, to, 0), sign * share);
  }

  #key(kind: number, first: number, second: number): number {
    const width = Math.max(this.#width, LOOKS.length);
    return (kind * width + first) * width + second;
  }
}
