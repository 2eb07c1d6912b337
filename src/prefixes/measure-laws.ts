import { log, type Ragged, type Steps } from "../core/internal";
import { type BeginningReader, logShares } from "./beginning-reader";
import { decide, UNDECIDED } from "./decision";
import { largest } from "./logits";
import { LOOKS } from "./looks";
import type { BeginningsAnswered } from "./prefix-laws-data";
import { type UserFigures, userFigures } from "./user-figures";

/** What users not counted say of the laws. */
export interface LawsMeasured {
  readonly table: BeginningsAnswered[];
  readonly misses: UserFigures[];
  readonly surprises: UserFigures[];
}

/**
 * Reads the paths of users who were not counted, and holds what is said of their beginnings against their classes.
 *
 * @param users counted, of each class.
 */
export function* measureLaws(
  reader: BeginningReader,
  { tokens, offsets }: Ragged,
  labels: Uint32Array,
  weights: Float64Array,
  users: Float64Array,
): Steps<LawsMeasured> {
  const shares = logShares(users);
  const tallies = LOOKS.map(() => new Tally());
  const surprises = Array.from({ length: LOOKS.length + 1 }, (): [number, number][] => []);
  const probabilities = new Float64Array(users.length);
  let read = 0;
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue;
    reader.restart();
    let look = 0;
    let answer = UNDECIDED;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      if (look === LOOKS.length) break;
      reader.read(tokens[at]!);
      reader.probabilities(probabilities);
      answer = decide(answer, probabilities);
      if (reader.path.actions !== LOOKS[look]) continue;
      surprises[look]!.push([reader.path.surprise(0) / LOOKS[look]!, weight]);
      tallies[look]!.add(probabilities, answer, labels[row]!, weight, shares);
      look += 1;
    }
    const path = tokens.subarray(offsets[row], offsets[row + 1]);
    surprises[LOOKS.length]!.push([reader.path.surpriseOfPath(path, 0) / (path.length + 1), weight]);
    if (++read % ROWS === 0) yield row / weights.length;
  }
  return {
    table: tallies.flatMap((tally, look) => tally.rowsAfter(LOOKS[look]!)),
    misses: tallies.map(({ misses }) => userFigures(misses)),
    surprises: surprises.map(userFigures),
  };
}

/** Rows read between two yields. */
const ROWS = 32;
const BINS = 15;

/** What is counted at one look. */
class Tally {
  readonly misses: [number, number][] = [];
  #users = 0;
  #right = 0;
  #answered = 0;
  #rightAnswered = 0;
  #loss = 0;
  #lossOfShares = 0;
  /** Users, those who are right, and probabilities stated, by bins of the probability. */
  readonly #bins = Array.from({ length: BINS }, () => ({ users: 0, right: 0, stated: 0 }));

  add(probabilities: Float64Array, answer: number, label: number, weight: number, shares: Float64Array): void {
    const best = largest(probabilities);
    const right = best === label ? weight : 0;
    this.misses.push([1 - probabilities[label]!, weight]);
    this.#users += weight;
    this.#right += right;
    if (answer !== UNDECIDED) this.#answered += weight;
    if (answer === label) this.#rightAnswered += weight;
    this.#loss -= weight * log(Math.max(probabilities[label]!, Number.MIN_VALUE));
    this.#lossOfShares -= weight * shares[label]!;
    const bin = this.#bins[Math.min(BINS - 1, Math.floor(probabilities[best]! * BINS))]!;
    bin.users += weight;
    bin.right += right;
    bin.stated += weight * probabilities[best]!;
  }

  /** A row of the table; none where nobody was looked at. */
  rowsAfter(actions: number): BeginningsAnswered[] {
    const users = this.#users;
    if (users === 0) return [];
    const off = this.#bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.stated), 0);
    return [
      {
        actions,
        users,
        right: this.#right / users,
        answered: this.#answered / users,
        rightWhenAnswered: this.#answered > 0 ? this.#rightAnswered / this.#answered : null,
        logLoss: this.#loss / users,
        logLossOfShares: this.#lossOfShares / users,
        calibrationError: off / users,
      },
    ];
  }
}
