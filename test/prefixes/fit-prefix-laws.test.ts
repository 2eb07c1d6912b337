import { describe, expect, test } from "vitest";
import { ModelFormatError } from "../../src/core";
import { randomStream } from "../../src/core/internal";
import { type BeginningAnswer, fitPrefixLaws, PrefixLaws } from "../../src/prefixes";
import { userDraw } from "../../src/prefixes/internal";
import { sequencesFrom } from "../../src/sequences";
import { expectAbortMidway } from "../helpers/abort";
import { Cases } from "../helpers/cases";
import { size } from "../helpers/size";

const STEPS = ["A", "B", "C", "D"];

/** Users of three chains over the same actions, and as a fourth class those who act at random. */
function planted(users: number, seed: number, { noise = 0.1, sure = 0.7 } = {}) {
  const random = randomStream(seed, "test/beginnings");
  const labels = Array.from({ length: users }, (_, i) => (random.uniform(i, 0) < noise ? -1 : random.integer(3, i, 1)));
  const paths = labels.map((label, i) => {
    const length = 2 + random.integer(14, i, 2);
    let at = random.integer(STEPS.length, i, 3);
    return Array.from({ length }, (_, j) => {
      const follows = label >= 0 && random.uniform(i, 10 + 2 * j) < sure;
      at = follows ? (at + label + 1) % STEPS.length : random.integer(STEPS.length, i, 11 + 2 * j);
      return STEPS[at]!;
    });
  });
  return { paths, labels };
}

const { paths, labels } = planted(size(1000, 3000), 1);
const sequences = await sequencesFrom(paths);
const laws = await fitPrefixLaws(sequences, labels, { seed: 3 });

describe("on planted users", () => {
  test("the longer the beginning, the better it is predicted, and far better than by shares alone", () => {
    const rows = laws.table.filter(({ users }) => users > size(60, 100));
    expect(rows.map(({ actions }) => actions)).toEqual([1, 2, 3, 5, 10]);
    const [first, , , , last] = rows;
    expect(last!.right).toBeGreaterThan(first!.right + 0.3);
    expect(last!.logLoss).toBeLessThan(0.6 * last!.logLossOfShares);
    expect(last!.answered).toBeGreaterThan(first!.answered);
    const answering = rows.filter(({ answered }) => answered > 0.3);
    expect(answering.length).toBeGreaterThan(1);
    for (const { rightWhenAnswered, right } of answering) expect(rightWhenAnswered!).toBeGreaterThan(right - 0.02);
  });

  test("what the table says is true of users who were no part of it", async () => {
    const fresh = planted(size(2000, 4000), 2);
    const cases = new Cases("many answers");
    for (const { actions, right, logLoss, answered, rightWhenAnswered } of laws.table.slice(0, 5)) {
      const there = [...fresh.paths.keys()].filter((i) => fresh.paths[i]!.length >= actions);
      const answers = await laws.apply(there.map((i) => fresh.paths[i]!.slice(0, actions)));
      const truth = there.map((i) => fresh.labels[i]!);
      const likeliest = answers.map(({ probabilities }) =>
        segmentAt(probabilities.indexOf(Math.max(...probabilities))),
      );
      expect(share(likeliest, (segment, i) => segment === truth[i])).toBeCloseTo(right, 0.9);
      const loss = answers.reduce((sum, { probabilities }, i) => sum - Math.log(probabilities.at(truth[i]!)!), 0);
      expect(loss / truth.length).toBeCloseTo(logLoss, 0.5);
      expect(share(answers, ({ decided }) => decided)).toBeCloseTo(answered, 0.9);
      const decided = answers.map((answer, i) => ({ answer, i })).filter(({ answer }) => answer.decided);
      if (cases.when("many answers", rightWhenAnswered !== null && decided.length >= size(150, 300))) {
        expect(share(decided, ({ answer, i }) => answer.segment === truth[i])).toBeCloseTo(rightWhenAnswered!, 0.9);
      }
    }
    cases.expectAll(2);
  });

  test("probabilities are true: of beginnings given one, that share ends there", async () => {
    const fresh = planted(size(2000, 4000), 4);
    const answers = await laws.apply(fresh.paths.map((path) => path.slice(0, 3)));
    const bins = Array.from({ length: 5 }, () => ({ stated: 0, true: 0, all: 0 }));
    answers.forEach(({ probabilities }, i) => {
      for (const [c, p] of probabilities.entries()) {
        const bin = bins[Math.min(4, Math.floor(p * 5))]!;
        bin.all += 1;
        bin.stated += p;
        bin.true += segmentAt(c) === fresh.labels[i] ? 1 : 0;
      }
    });
    const off = bins.reduce((sum, { stated, true: held }) => sum + Math.abs(stated - held), 0);
    expect(off / answers.length / 4).toBeLessThan(0.03);
    expect(bins.filter(({ all }) => all > size(150, 300)).length).toBeGreaterThan(2);
  });

  test("sets of 90% hold the segment of 88 to 92% of 5,000 users, whatever the number of actions", async () => {
    const fitted = planted(6000, 5);
    const calibrated = await fitPrefixLaws(await sequencesFrom(fitted.paths), fitted.labels, { seed: 9 });
    const fresh = planted(5000, 6);
    for (const actions of [1, 2, 3, 5]) {
      const there = [...fresh.paths.keys()].filter((i) => fresh.paths[i]!.length >= actions);
      const held = share(there, (i) => {
        const tokens = fresh.paths[i]!.slice(0, actions).map((action) => calibrated.actions.indexOf(action));
        return calibrated.read(tokens, { draw: userDraw(1, `user ${i}`) }).set.includes(fresh.labels[i]!);
      });
      expect(held, `${actions} actions`).toBeGreaterThan(0.88);
      expect(held, `${actions} actions`).toBeLessThan(0.92);
    }
  });

  test("novelty is small for what is usual and near 1 for what nobody did", async () => {
    const usual = await laws.apply(planted(500, 7).paths);
    expect(share(usual, ({ novelty }) => novelty > 0.9)).toBeLessThan(0.2);
    const [strange] = await laws.apply([["X", "Y", "Z"]]);
    expect(strange!.novelty).toBeGreaterThan(0.99);
    expect(laws.novelty([0, 1, 2], 5)).toBeGreaterThan(laws.novelty([0, 1, 2]));
  });
});

describe("answers", () => {
  test("are the same alone and among others, of lists and of arrow paths", async () => {
    const some = paths.slice(0, 60).map((path, i) => path.slice(0, i % 8));
    const together = await laws.apply(some);
    for (const [i, path] of some.entries()) {
      expect(await laws.apply([path.join(" -> ")])).toEqual([together[i]]);
    }
  });

  test("of no action at all are the shares, and decided by nothing", async () => {
    const [nothing] = await laws.apply([[]]);
    const counted = [...laws.users].map((users) => (users + 1) / (laws.users.reduce((a, b) => a + b) + 4));
    expect(nothing).toMatchObject({ actions: 0, decided: false, novelty: 0 });
    for (const [c, p] of counted.entries()) expect(nothing!.probabilities[c]).toBeCloseTo(p, 12);
  });

  test("are probabilities, also of what was never seen and of 100,000 actions", async () => {
    const long = Array.from({ length: 100_000 }, (_, i) => STEPS[i % 4]!);
    for (const answer of await laws.apply([["never"], ["never", "A", "never"], long, ["__proto__"]])) {
      expectProbabilities(answer);
    }
  });
});

describe("laws", () => {
  test("do not depend on the order of inputs", async () => {
    const order = [...paths.keys()].sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009) || a - b);
    const other = await fitPrefixLaws(
      await sequencesFrom(order.map((i) => paths[i]!)),
      order.map((i) => labels[i]!),
      { seed: 3 },
    );
    const some = paths.slice(0, 50).map((path) => path.slice(0, 3));
    // users of one path may have several labels: which rows they become depends on how many have which, not on the order
    expect(await other.apply(some)).toEqual(await laws.apply(some));
    expect(other.table).toEqual(laws.table);
  });

  test("are made again from a copy of their data", async () => {
    const copy = new PrefixLaws(structuredClone({ ...laws }));
    const some = paths.slice(0, 20);
    expect(await copy.apply(some)).toEqual(await laws.apply(some));
    for (const part of ["users", "transitions", "tokens", "tempers", "misses"] as const) {
      expect(() => new PrefixLaws({ ...laws, [part]: undefined } as never)).toThrow(ModelFormatError);
    }
    expect(() => new PrefixLaws({ ...laws, parents: laws.parents.with(1, 5) })).toThrow(
      new ModelFormatError("the data of prefix laws is incomplete"),
    );
  });

  test("of nothing, of one user, of one segment, of users who did nothing", async () => {
    const logs: [string[][], number[]][] = [
      [[], []],
      [[["A"]], [0]],
      [[["A"]], [-1]],
      [Array<string[]>(30).fill(["A", "B"]), Array<number>(30).fill(0)],
      [
        [[], ["A"], []],
        [0, 1, -1],
      ],
    ];
    for (const [inputs, given] of logs) {
      const found = await fitPrefixLaws(await sequencesFrom(inputs), given);
      for (const answer of await found.apply([[], ["A"], ["A", "B", "C"]])) expectProbabilities(answer);
    }
  });

  test("hold nothing that fewer users show than is asked for", async () => {
    const rare = Array.from({ length: 8 }, () => ["A", "RARE", "B", "C", "D", "A", "SECRET"]);
    const inputs = [...paths, ...rare];
    const of = [...labels, ...rare.map(() => 0)];
    const built = await sequencesFrom(inputs);
    const open = await fitPrefixLaws(built, of, { seed: 3 });
    const held = await fitPrefixLaws(built, of, { seed: 3, minPathMembers: 10 });
    const totals = (counts: PrefixLaws["transitions"], size: number) => {
      const all = new Float64Array(size);
      for (const [i, row] of counts.keys.entries()) all[row]! += counts.values[i]!;
      return all;
    };
    const isRare = (token: number) => ["RARE", "SECRET"].includes(held.actions[token] ?? "");
    const shown = ({ tokens, contexts, symbols }: PrefixLaws) => [...tokens, ...contexts, ...symbols].some(isRare);
    expect([shown(open), shown(held)]).toEqual([true, false]);
    expect(Math.min(...totals(held.beginnings, held.parents.length))).toBeGreaterThanOrEqual(10);
    expect(Math.min(...totals(held.transitions, held.contexts.length))).toBeGreaterThanOrEqual(10);
    expect(held.regression === undefined || held.regression.keys.length <= (open.regression?.keys.length ?? 0)).toBe(
      true,
    );
    for (const answer of await held.apply([["A", "RARE"], ["SECRET"], ["A", "B", "C"]])) expectProbabilities(answer);
  });

  test("keep their answer while the beginning grows, until it is improbable", async () => {
    const cases = new Cases("kept", "changed");
    for (const path of paths.slice(0, 200)) {
      const grown = await laws.apply(path.map((_, i) => path.slice(0, i + 1)));
      for (const [i, { decided, segment }] of grown.entries()) {
        const before = grown[i - 1];
        const isAnswered = before?.decided === true;
        const place = (before?.segment ?? 0) < 0 ? 3 : (before?.segment ?? 0);
        const isKept = isAnswered && decided && segment === before.segment;
        cases.when("kept", isKept);
        cases.when("changed", isAnswered && !isKept);
        expect(isAnswered && grown[i]!.probabilities[place]! >= 0.4).toBe(isKept);
      }
    }
    cases.expectAll();
  });

  test("can be aborted", () => expectAbortMidway((follower) => fitPrefixLaws(sequences, labels, follower)));

  test("wrong input is reported", async () => {
    await expect(fitPrefixLaws(sequences, [0])).rejects.toThrow(
      new RangeError(`"labels" expected ${labels.length} labels, one per input, got 1`),
    );
    await expect(fitPrefixLaws(sequences, labels, { seed: -1 })).rejects.toThrow(
      new RangeError('"seed" expected an integer >= 0 and <= 4294967295, got -1'),
    );
    await expect(laws.apply("A -> B" as never)).rejects.toThrow(
      new TypeError('"beginnings" expected an array of lists of actions or arrow paths, got "A -> B"'),
    );
    await expect(laws.apply([5 as never])).rejects.toThrow(TypeError);
  });
});

function segmentAt(place: number): number {
  return place === 3 ? -1 : place;
}

function share<T>(items: readonly T[], holds: (item: T, i: number) => boolean): number {
  return items.filter(holds).length / items.length;
}

function expectProbabilities({ probabilities, novelty, set }: BeginningAnswer): void {
  expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
  expect(novelty >= 0 && novelty <= 1).toBe(true);
  expect(set.every(Number.isInteger)).toBe(true);
}
