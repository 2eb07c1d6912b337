import { describe, expect, test } from "vitest";
import { finish, randomStream } from "../../src/core/internal";
import { normalizeLogs } from "../../src/prefixes/logits";
import { emptyLook, fitTempers, type Look, packTempers, unpackTempers } from "../../src/prefixes/temper";

/** Users of two classes, whose evidence is counted `times` over as what it is. */
function lookOf(users: number, times: number, regression?: (evidence: number) => number): Look {
  const random = randomStream(5, "test/temper");
  const look = emptyLook();
  for (let i = 0; i < users; i++) {
    const evidence = 4 * random.uniform(i, 0) - 2;
    const label = random.uniform(i, 1) < 1 / (1 + Math.exp(-evidence)) ? 0 : 1;
    look.labels.push(label);
    look.weights.push(1);
    look.priors.push(Float64Array.of(Math.log(0.5), Math.log(0.5)));
    look.likelihoods.push(Float64Array.of(times * evidence, 0));
    if (regression) {
      const said = Float64Array.of(regression(evidence), 0);
      normalizeLogs(said);
      look.regressions.push(said);
    }
  }
  return look;
}

describe("the power of a likelihood", () => {
  test("takes back what is counted several times over", () => {
    for (const times of [1, 2, 5])
      expect(finish(fitTempers([lookOf(4000, times)]))[0]!.likelihood * times).toBeCloseTo(1, 0);
  });

  test("has the smallest loss of all", () => {
    const look = lookOf(500, 3);
    const [found] = finish(fitTempers([look]));
    const loss = (power: number) =>
      look.likelihoods.reduce((sum, [log], i) => {
        const first = 1 / (1 + Math.exp(-power * log!));
        return sum - Math.log(look.labels[i] === 0 ? first : 1 - first);
      }, 0);
    for (let power = 0.05; power < 1.5; power += 0.05) {
      expect(loss(found!.likelihood)).toBeLessThanOrEqual(loss(power) + 1e-6);
    }
  });

  test("of few users is that of the look before", () => {
    const [first, second, third] = finish(fitTempers([lookOf(400, 2), lookOf(3, 1), lookOf(500, 1)]));
    expect(second).toEqual(first);
    expect(third!.likelihood).not.toBe(first!.likelihood);
    expect(finish(fitTempers([lookOf(3, 1)]))[0]).toMatchObject({ likelihood: 1, regression: 0, whole: 1 });
  });
});

describe("a regression", () => {
  test("is pooled in where it knows more", () => {
    const asItIs = lookOf(2000, 0.001, (evidence) => evidence);
    expect(finish(fitTempers([asItIs]))[0]!.regression).toBeGreaterThanOrEqual(0.75);
  });

  test("is left out where it says what the law says", () => {
    expect(finish(fitTempers([lookOf(2000, 1, (evidence) => evidence)]))[0]!.regression).toBe(0);
  });
});

test("nobody is surer than so many users can show", () => {
  expect(finish(fitTempers([lookOf(98, 1)]))[0]!.doubt).toBe(1 / 100);
});

test("tempers are packed and unpacked", () => {
  const tempers = finish(fitTempers([lookOf(100, 1), lookOf(100, 2, (evidence) => evidence)]));
  expect(unpackTempers(packTempers(tempers))).toEqual(tempers);
});
