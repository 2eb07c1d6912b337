import { expect, test } from "vitest";
import { renamedActions } from "../../../src/monitoring/drift/renamed-actions";

const pathsOf = (...texts: string[]) => {
  const lists = texts.map((text) => text.split(" "));
  return { lists, weights: Float64Array.from(lists, () => 1) };
};
const sides = (gone: string, appeared: string) => ({
  gone: [{ action: gone, inputs: 1, share: 0.5 }],
  appeared: [{ action: appeared, inputs: 1, share: 0.5 }],
});
test("an action that mostly follows itself is found under its other name", () => {
  const earlier = pathsOf("OPEN LIVE LIVE LIVE LIVE CLOSE", "OPEN LIVE LIVE LIVE CHAT LIVE CLOSE");
  const later = pathsOf(
    "OPEN LIVE_TV LIVE_TV LIVE_TV LIVE_TV CLOSE",
    "OPEN LIVE_TV LIVE_TV LIVE_TV CHAT LIVE_TV CLOSE",
  );
  expect(renamedActions(earlier, later, sides("LIVE", "LIVE_TV"))).toEqual([
    { from: "LIVE", to: "LIVE_TV", similarity: 1 },
  ]);
});

test("one that follows itself is none that stands elsewhere", () => {
  const earlier = pathsOf("OPEN LIVE LIVE CLOSE");
  const later = pathsOf("SEARCH HELP HELP QUIT");
  expect(renamedActions(earlier, later, sides("LIVE", "HELP"))).toEqual([]);
});

const KINDS = [
  ["OPEN VIEW CART PAY", 120],
  ["OPEN PLAY PLAY SHARE", 110],
  ["OPEN FAIL HELP LEAVE", 130],
  ["OPEN VIEW VIEW CART", 60],
] as const;
const log = (rename: (action: string) => string, ...more: (readonly [string, number])[]) => {
  const all = [...KINDS.map(([path, weight]) => [path.replace(/[A-Z]+/g, rename), weight] as const), ...more];
  return { lists: all.map(([path]) => path.split(" ")), weights: Float64Array.from(all, ([, weight]) => weight) };
};
const oneSided = (of: ReturnType<typeof log>, other: ReturnType<typeof log>) => {
  const has = new Set(other.lists.flat());
  const total = of.weights.reduce((sum, weight) => sum + weight, 0);
  return [...new Set(of.lists.flat())]
    .filter((action) => !has.has(action))
    .map((action) => {
      const inputs = of.weights.reduce((sum, weight, row) => sum + (of.lists[row]!.includes(action) ? weight : 0), 0);
      return { action, inputs, share: inputs / total };
    });
};
const renames = (rename: (action: string) => string, ...more: (readonly [string, number])[]) => {
  const [earlier, later] = [log((action) => action), log(rename, ...more)];
  const sides = { appeared: oneSided(later, earlier), gone: oneSided(earlier, later) };
  return Object.fromEntries(renamedActions(earlier, later, sides).map(({ from, to }) => [from, to]));
};

test("neighbors that were renamed at once are found, up to all names; new actions beside them are none", () => {
  const ACTIONS = ["OPEN", "VIEW", "CART", "PAY", "PLAY", "SHARE", "FAIL", "HELP", "LEAVE"];
  const prefixed = (...some: string[]) => Object.fromEntries(some.map((action) => [action, `x_${action}`]));
  for (const some of [["CART", "PAY"], ["FAIL", "HELP", "LEAVE"], ["OPEN", "PLAY", "SHARE"], ACTIONS]) {
    expect(renames((action) => (some.includes(action) ? `x_${action}` : action))).toEqual(prefixed(...some));
  }
  const two = (action: string) => (action === "CART" || action === "PAY" ? `x_${action}` : action);
  expect(renames(two, ["OPEN GIFT LEAVE", 50])).toEqual(prefixed("CART", "PAY"));
  const crossed: Record<string, string> = { CART: "x_PAY", PAY: "x_CART" };
  expect(renames((action) => crossed[action] ?? action)).toEqual(crossed);
});

test("actions in the place of others, which stand elsewhere, are no renamed ones", () => {
  expect(renames((action) => (action === "CART" ? "PAY" : action === "PAY" ? "CART" : action))).toEqual({});
  expect(renames((action) => (action === "CART" || action === "PAY" ? "BUY" : action))).toEqual({});
  const onlyNew = [
    ["ALPHA BETA GAMMA", 100],
    ["DELTA EPSILON", 90],
  ] as const;
  const [earlier, later] = [log((action) => action), log(() => "OTHER", ...onlyNew)];
  later.lists = later.lists.slice(KINDS.length);
  later.weights = later.weights.slice(KINDS.length);
  const sides = { appeared: oneSided(later, earlier), gone: oneSided(earlier, later) };
  expect(renamedActions(earlier, later, sides)).toEqual([]);
});
