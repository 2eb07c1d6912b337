import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { compareGroups, conversion, funnel, type GroupComparison } from "../../../src/profiles";
import { buildSequences, sequencesFrom } from "../../../src/sequences";
import { fisherExactTest, newcombeInterval, welchTest } from "../../../src/statistics";
import { Draws } from "../../helpers/draws";

const ACTIONS = ["look", "cart", "support", "pay", "__proto__", "=1+1"];

/** Paths of random actions, longer ones rarer. */
function randomPaths(count: number, seed: number): string[][] {
  const random = new Draws(seed, "compare-groups");
  return Array.from({ length: count }, () => {
    const path = [ACTIONS[Math.floor(random.next() * 3)]!];
    while (random.next() < 0.7) path.push(ACTIONS[Math.floor(random.next() * ACTIONS.length)]!);
    return path;
  });
}

function found(comparison: GroupComparison, text: string) {
  return comparison.differences.find((difference) => difference.text === text)!;
}

describe("figures", async () => {
  const paths = randomPaths(3000, 1);
  const arms = paths.map((_, i) => (i % 2 === 0 ? "new" : "old"));
  const sequences = await sequencesFrom(paths);
  const options = {
    a: "new",
    b: "old",
    minShare: 0.002,
    maxPatterns: 500,
    funnel: ["look", "cart", "pay"],
    patterns: ["cart -> ... -> pay"],
  } as const;
  const comparison = await compareGroups(sequences, arms, options);
  const sideOf = (arm: string) => paths.filter((_, i) => arms[i] === arm);
  const counted = (arm: string, shows: (path: string[]) => boolean) => ({
    successes: sideOf(arm).filter(shows).length,
    trials: sideOf(arm).length,
  });

  const byHand: readonly [string, (path: string[]) => boolean][] = [
    ["__proto__", (path) => path.includes("__proto__")],
    ["look -> cart", (path) => path.some((action, i) => action === "look" && path[i + 1] === "cart")],
    ["look -> cart -> pay", (path) => path.join(" ").includes("look cart pay")],
    ["cart -> ... -> pay", (path) => path.includes("cart") && path.lastIndexOf("pay") > path.indexOf("cart")],
    ["step 2: support", (path) => path[1] === "support"],
    ["funnel step 2: cart, of all", (path) => path.includes("look") && path.indexOf("cart", path.indexOf("look")) > 0],
  ];
  test.each(byHand)("%s: shares of users, Fisher's test and Newcombe's interval", (text, shows) => {
    const [a, b] = [counted("new", shows), counted("old", shows)];
    expect(a.successes + b.successes).toBeGreaterThan(9);
    expect(found(comparison, text)).toMatchObject({
      a: a.successes / a.trials,
      b: b.successes / b.trials,
      users: [a.trials, b.trials],
      interval: newcombeInterval(a, b),
      p: fisherExactTest(a, b).p,
    });
  });

  test("lengths are compared by Welch's test", () => {
    const [a, b] = ["new", "old"].map((arm) => sideOf(arm).map((path) => path.length));
    const expected = welchTest(a!, b!);
    const { difference, p, interval } = found(comparison, "actions in a path");
    expect(difference).toBeCloseTo(expected.difference, 12);
    expect(p).toBeCloseTo(expected.p, 9);
    expect(interval.upper).toBeCloseTo(expected.interval.upper, 9);
  });

  test("transitions are shares of what follows, the end among it", () => {
    const after = (arm: string, next: string | undefined) => {
      let [times, all] = [0, 0];
      for (const path of sideOf(arm)) {
        for (const [i, action] of path.entries()) {
          if (action !== "cart") continue;
          all += 1;
          if (path[i + 1] === next) times += 1;
        }
      }
      return times / all;
    };
    expect(found(comparison, "after cart: pay")).toMatchObject({ a: after("new", "pay"), b: after("old", "pay") });
    expect(found(comparison, "after cart: the end").a).toBe(after("new", undefined));
  });

  test("the funnel is that of the function of its own", async () => {
    const labels = arms.map((arm) => (arm === "new" ? 0 : 1));
    const { segments } = await funnel(sequences, options.funnel, { labels });
    expect(comparison.a.funnel).toEqual(segments[0]);
    expect(comparison.b.funnel).toEqual(segments[1]);
    const third = found(comparison, "funnel step 3: pay, of those at step 2");
    expect(third.a).toBe(segments[0]!.steps[2]!.ofPrevious);
    expect(third.users[1]).toBe(segments[1]!.steps[1]!.reached);
    await conversion(sequences, ["cart", "pay"]);
  });

  test("the surest comes first, q never falls, and what is found stands in front", () => {
    const p = comparison.differences.map((difference) => difference.p);
    expect(p).toEqual([...p].sort((x, y) => x - y));
    const q = comparison.differences.map((difference) => difference.q);
    expect(q).toEqual([...q].sort((x, y) => x - y));
    expect(comparison.found).toBe(q.filter((value) => value <= 0.05).length);
    expect(comparison.differences.every((difference) => difference.q >= difference.p)).toBe(true);
  });

  test("swapping the groups swaps the signs", async () => {
    const swapped = await compareGroups(sequences, arms, { ...options, a: "old", b: "new" });
    for (const difference of comparison.differences) {
      const other = found(swapped, difference.text);
      expect(other.difference).toBeCloseTo(-difference.difference, 12);
      expect(other.p).toBeCloseTo(difference.p, 9);
    }
  });
});

describe("times", async () => {
  const start = Date.UTC(2024, 0, 1);
  const rows = Array.from({ length: 300 }, (_, u) => {
    const wait = (u % 2 === 0 ? 20 : 60) * 1000 * (1 + (u % 7));
    return [
      { user: `u${u}`, action: "cart", time: start },
      { user: `u${u}`, action: "pay", time: start + wait },
    ];
  }).flat();
  const events = await readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });

  test("are compared by their ratio", async () => {
    const sequences = await buildSequences(events);
    const labels = sequences.ids!.map((id) => Number(id.slice(1)) % 2);
    const comparison = await compareGroups(sequences, labels, { a: 1 });
    const dwell = found(comparison, "time after cart");
    expect([comparison.a.name, comparison.b.name]).toEqual(["segment 1", "all others"]);
    expect(dwell.scale).toBe("time");
    expect(dwell.difference).toBeCloseTo(dwell.a / dwell.b, 9);
    expect(dwell.interval.lower).toBeLessThan(3.01);
    expect(dwell.interval.upper).toBeGreaterThan(2.99);
    expect(dwell.q).toBeLessThan(1e-9);
    expect(found(comparison, "time from first to last action").difference).toBeCloseTo(dwell.difference, 9);
  });
});

describe("sessions", () => {
  /** Few users with many sessions each, all of a user alike: no more is known of a user by his thousandth session. */
  const sessionsOf = (users: number, each: number, seed: number) => {
    const random = new Draws(seed, "sessions");
    return Array.from({ length: users }, (_, u) => {
      const pays = random.next() < 0.5;
      return Array.from({ length: each }, () => ({ user: `u${u}`, path: pays ? ["look", "pay"] : ["look", "leave"] }));
    }).flat();
  };

  test("of one user are one observation", async () => {
    const sessions = sessionsOf(40, 25, 3);
    const sequences = await sequencesFrom(sessions.map(({ path }) => path));
    const arms = sessions.map(({ user }) => (Number(user.slice(1)) < 20 ? "a" : "b"));
    const users = sessions.map(({ user }) => user);
    const right = await compareGroups(sequences, arms, { a: "a", users });
    const wrong = await compareGroups(sequences, arms, { a: "a" });
    expect(right.a).toMatchObject({ users: 20, inputs: 500 });
    const [honest, blind] = [found(right, "pay"), found(wrong, "pay")];
    expect(honest.difference).toBe(blind.difference);
    expect(honest.interval.upper - honest.interval.lower).toBeGreaterThan(
      3 * (blind.interval.upper - blind.interval.lower),
    );
    const perUser = (arm: string) =>
      [...new Set(users.filter((_, i) => arms[i] === arm))].map((user) =>
        sessions.find((session) => session.user === user)!.path[1] === "pay" ? 1 : 0,
      );
    expect(honest.p).toBeCloseTo(welchTest(perUser("a"), perUser("b")).p, 9);
  });

  test("are told apart from users by what the sequences say", async () => {
    const rows = Array.from({ length: 60 }, (_, u) =>
      [0, 1, 2].flatMap((s) => [
        { user: `u${u}`, session: `s${s}`, action: "look", time: 100 * s },
        { user: `u${u}`, session: `s${s}`, action: (u + s) % 3 ? "pay" : "leave", time: 100 * s + 1 },
      ]),
    ).flat();
    const columns = { user: "user", action: "action", time: "time", session: "session", timeUnit: "s" } as const;
    const sequences = await buildSequences(readEvents(rows, columns), { unit: "session" });
    const { a, b } = await compareGroups(
      sequences,
      sequences.ids!.map((id) => (id.endsWith("#1") ? 1 : 0)),
      { a: 1 },
    );
    expect([a.users, a.inputs, b.users, b.inputs]).toEqual([60, 60, 60, 120]);
  });
});

test("of groups drawn at random, nearly none is found to differ", async () => {
  let runs = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const paths = randomPaths(200, seed);
    const random = new Draws(seed, "arms");
    const arms = paths.map(() => (random.next() < 0.5 ? "a" : "b"));
    const comparison = await compareGroups(await sequencesFrom(paths), arms, { a: "a", b: "b" });
    expect(comparison.differences.length).toBeGreaterThan(40);
    if (comparison.found > 0) runs += 1;
  }
  expect(runs).toBeLessThanOrEqual(5); // 2 of 40 are expected; more than 5 happen once in 70 times at 5%
});

describe("wrong calls", async () => {
  const sequences = await sequencesFrom(["a -> b", "a", "b", "a -> c"]);
  const labels = ["new", "old", "new", "old"];
  test.each([
    [{ labels, options: {} }, '"a" expected the label of the first group, got undefined'],
    [{ labels, options: { a: "knew" } }, '"a" expected a label that an input has (did you mean "new"?), got "knew"'],
    [{ labels, options: { a: "new", b: "new" } }, '"b" expected another label than a, got "new"'],
    [{ labels: ["x"], options: { a: "x" } }, '"labels" expected 4 labels, one per input, got 1'],
    [{ labels: ["x", "x", "x", "x"], options: { a: "x" } }, '"labels" expected inputs of two groups, got those of one'],
    [
      { labels: [1, 1.5, 2, 2], options: { a: 1 } },
      '"labels" expected an array of names, or of integers, one per input',
    ],
    [
      { labels, options: { a: "new", funnel: ["a"] } },
      '"funnel" expected two or more path patterns, got an array of 1',
    ],
    [{ labels, options: { a: "new", users: ["u"] } }, '"users" expected 4 names, one per input, got 1'],
    [{ labels, options: { a: "new", patterns: ["[a"] } }, '"patterns[0]" '],
  ])("%j", async ({ labels: given, options }, message) => {
    await expect(compareGroups(sequences, given as never, options)).rejects.toThrow(message);
  });

  test("few inputs are compared by nothing, and said to be few", async () => {
    const { differences, found: count, tooFew } = await compareGroups(sequences, labels, { a: "new" });
    expect([differences.length, count]).toEqual([0, 0]);
    expect(tooFew).toBeGreaterThan(0);
  });
});
