import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { formatOutcomes, outcomes } from "../../../src/profiles";
import { fisherExactTest, newcombeInterval, permutationTest, welchTest, wilsonInterval } from "../../../src/statistics";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";

const random = randomStream(11, "test/outcomes");
const labelsOf = (counts: readonly number[]) => counts.flatMap((count, label) => Array<number>(count).fill(label - 1));

describe("figures", () => {
  const labels = labelsOf([10, 40, 30, 20]);
  const paid = labels.map((label, i) => (i % 9 === 0 ? null : label === 1 ? i % 10 < 7 : i % 10 < 2));
  const revenue = labels.map((label, i) => (i % 7 === 0 ? Number.NaN : (label === 2 ? 30 : 5) + random.uniform(i, 0)));

  test("are those of the statistics they name, over those who are known", async () => {
    const { rows, properties, tested } = await outcomes({ labels }, { paid, revenue }, { outcome: "paid" });
    expect(rows).toHaveLength(8);
    const cases = new Cases("share", "mean", "tested", "permuted");
    for (const row of rows) {
      const isHere = (i: number) => labels[i] === row.segment;
      if (cases.when("share", row.property === "paid", "mean")) {
        const side = (here: boolean) => {
          const known = paid.filter((value, i) => value !== null && isHere(i) === here);
          return { successes: known.filter(Boolean).length, trials: known.length };
        };
        const [here, elsewhere] = [side(true), side(false)];
        expect(row.here).toBe(here.successes / here.trials);
        expect(row.elsewhere).toBe(elsewhere.successes / elsewhere.trials);
        expect(row.interval).toEqual(wilsonInterval(here));
        expect(row.differenceInterval).toEqual(newcombeInterval(here, elsewhere));
        expect([row.effect, row.category]).toEqual([fisherExactTest(here, elsewhere).oddsRatio, "yes"]);
        if (cases.when("tested", row.segment >= 0)) expect(row.p).toBe(fisherExactTest(here, elsewhere).p);
        expect(row.missing).toBe(labels.filter((_, i) => isHere(i) && paid[i] === null).length);
      } else {
        const side = (here: boolean) => revenue.filter((value, i) => !Number.isNaN(value) && isHere(i) === here);
        const welch = welchTest(side(true), side(false));
        expect(row.difference).toBeCloseTo(welch.difference, 12);
        expect(row.differenceInterval!.lower).toBeCloseTo(welch.interval.lower, 10);
        if (cases.when("permuted", row.segment >= 0)) {
          expect(row.p).toBe((await permutationTest(side(true), side(false), { permutations: 4999 })).p);
        }
      }
    }
    cases.expectAll(2);
    expect(tested).toBe(6);
    expect(rows.filter(({ segment }) => segment < 0).map(({ p, q, found }) => [p, q, found])).toEqual([
      [null, null, false],
      [null, null, false],
    ]);
    expect(properties.map(({ kind, known, missing }) => [kind, known, missing])).toEqual([
      ["yes or no", 88, 12],
      ["numeric", 85, 15],
    ]);
  });

  test("say which segment does best, and mark what is found", async () => {
    const found = await outcomes(
      { labels, segments: [{ name: "readers" }, { name: "buyers" }, { name: "rich" }] },
      { paid, revenue },
      { outcome: "paid" },
    );
    expect(found.outcome!.sentence).toMatch(
      /^Highest share with paid: 2 buyers, \d+% \(\d+% to \d+%\), elsewhere \d+%\.$/,
    );
    expect(found.outcome!.order[0]).toBe(1);
    expect(found.outcome!.sentences).toHaveLength(3);
    const text = formatOutcomes(found);
    expect(text).toContain("\n  *  2 buyers ");
    expect(text).toContain("paid (yes or no): 88 known, 12 missing, Cramer's V");
    const rich = found.rows.find(({ property, segment }) => property === "revenue" && segment === 2)!;
    expect(rich.found).toBe(true);
    expect(rich.effect).toBeGreaterThan(3);
  });

  test("do not depend on the order of users, nor on workers", async () => {
    const ids = labels.map((_, i) => `u${i}`);
    const order = [...ids.keys()].sort((a, b) => ((a * 37) % 100) - ((b * 37) % 100));
    const byId = {
      paid: new Map(ids.map((id, i) => [id, paid[i]])),
      revenue: new Map(ids.map((id, i) => [id, revenue[i]])),
    };
    const straight = await outcomes({ labels, ids }, byId, { workers: 1 });
    const shuffled = await outcomes(
      { labels: order.map((i) => labels[i]!), ids: order.map((i) => ids[i]!) },
      { paid: byId.paid },
    );
    expect(shuffled.rows.map(({ here, p }) => [here, p])).toEqual(
      straight.rows.slice(0, 4).map(({ here, p }) => [here, p]),
    );
    expect(await outcomes({ labels, ids }, byId, { workers: 2 })).toEqual(straight);
  });

  test("of texts are shares of each category; rare ones are counted together, and unknown ids are reported", async () => {
    const country = new Map<string, string>(
      labels.map((label, i) => [`u${i}`, label === 0 ? "SE" : i % 2 ? "DE" : `X${i}`]),
    );
    country.set("ghost", "SE");
    const ids = labels.map((_, i) => `u${i}`);
    const { rows, properties } = await outcomes({ labels, ids }, { country }, { maxCategories: 2 });
    expect([...new Set(rows.map(({ category }) => category))]).toEqual(["SE", "DE"]);
    expect(properties[0]).toMatchObject({ unknownIds: 1, rare: { users: rows[0]!.known > 0 ? 30 : 0 } });
    expect(rows.find(({ segment, category }) => segment === 0 && category === "SE")).toMatchObject({
      here: 1,
      found: true,
    });
    expect(properties[0]!.association).toBeGreaterThan(0.5);
  });

  test("of nobody, of one user, of equal values, and of a property named __proto__", async () => {
    const empty = await outcomes({ labels: [] }, { a: [] }, { outcome: "a" });
    expect([empty.rows, empty.outcome!.sentence]).toEqual([[], "Nothing is known of a in any segment."]);
    const one = await outcomes({ labels: [0] }, { a: [3] });
    expect(one.rows[0]).toMatchObject({ here: 3, elsewhere: null, p: null, q: null, interval: null });
    const equal = await outcomes({ labels: [0, 0, 1, 1] }, { a: [7, 7, 7, 7], b: [true, true, true, true] });
    expect(equal.rows.map(({ p }) => p)).toEqual([1, 1, 1, 1]);
    expect(equal.rows.map(({ effect }) => effect)).toEqual([null, null, null, null]);
    const letters = JSON.stringify(Array.from({ length: 10 }, (_, i) => "ab"[i % 2]));
    const odd = await outcomes({ labels: labelsOf([0, 4, 6]) }, JSON.parse(`{"__proto__": ${letters}}`));
    expect(odd.rows.map(({ property }) => property)).toEqual(Array(4).fill("__proto__"));
    const nobody = await outcomes({ labels: [0, 1] }, { a: [null, null] });
    expect(nobody.rows.every(({ here, p }) => here === null && p === null)).toBe(true);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "mixed kinds",
      () => outcomes({ labels: [0, 1] }, { a: [1, "x"] }),
      '"properties.a" expected values of one kind, got number and string',
    ],
    ["too few values", () => outcomes({ labels: [0, 1] }, { a: [1] }), '"properties.a" expected 2 values, got 1'],
    [
      "an infinite number",
      () => outcomes({ labels: [0] }, { a: [Number.POSITIVE_INFINITY] }),
      '"properties.a" expected finite numbers, got Infinity at 0',
    ],
    [
      "an object as value",
      () => outcomes({ labels: [0] }, { a: [{}] as never }),
      '"properties.a" expected texts, numbers, true, false or null',
    ],
    [
      "ids where there are none",
      () => outcomes({ labels: [0] }, { a: new Map([["u", 1]]) }),
      '"properties.a" expected a value for each input: the inputs have no ids',
    ],
    [
      "a misspelt outcome",
      () => outcomes({ labels: [0] }, { paid: [1] }, { outcome: "payd" }),
      '"outcome" expected one of the properties, got "payd"; did you mean "paid"?',
    ],
    [
      "an outcome that is none",
      () => outcomes({ labels: [0] }, { paid: [1], country: ["SE"] }, { outcome: "bought" }),
      '"outcome" expected one of the properties, got "bought" (they are "paid", "country")',
    ],
    ["no properties", () => outcomes({ labels: [0] }, null as never), '"properties" expected an object'],
    ["no model", () => outcomes(7 as never, {}), '"model" expected a fitted model, or labels, got 7'],
    ["a confidence of 1", () => outcomes({ labels: [0] }, {}, { confidence: 1 }), '"confidence"'],
  ])("%s is refused", async (_, act, message) => {
    await expect(act()).rejects.toThrow(message);
  });
});

/** 300 users in 5 segments and in none, with properties that have nothing to do with them, and maybe one that has. */
function drawnLog(seed: number, effect: number) {
  const draw = randomStream(seed, "test/outcomes/null");
  const labels = Array.from({ length: 300 }, (_, i) => draw.integer(6, i, 0) - 1);
  const properties = {
    paid: labels.map((_, i) => draw.uniform(i, 1) < 0.2),
    country: labels.map((_, i) => ["SE", "DE", "FR", "US"][draw.integer(4, i, 2)]!),
    revenue: labels.map((_, i) => 1 / (0.05 + draw.uniform(i, 3))),
    planted: labels.map((label, i) => draw.uniform(i, 4) < 0.2 + (label === 3 ? effect : 0)),
  };
  return { labels, properties };
}

test("where nothing differs, a finding at all is as rare as the rate says; a planted one is found", async () => {
  const LOGS = 60;
  let [withFinding, missed] = [0, 0];
  for (let seed = 0; seed < LOGS; seed++) {
    const nothing = drawnLog(seed, 0);
    const { rows } = await outcomes({ labels: nothing.labels }, nothing.properties, { permutations: size(199, 499) });
    if (rows.some(({ found }) => found)) withFinding += 1;
    const something = drawnLog(seed, 0.45);
    const planted = await outcomes(
      { labels: something.labels },
      { planted: something.properties.planted },
      { outcome: "planted" },
    );
    if (planted.outcome!.order[0] !== 3 || !planted.rows.find(({ segment }) => segment === 3)!.found) missed += 1;
  }
  // Of 60 logs at a rate of .05, 7 or more would happen with a probability of .03.
  expect(withFinding).toBeLessThanOrEqual(6);
  expect(missed).toBeLessThanOrEqual(2);
});
