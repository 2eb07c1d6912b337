import { describe, expect, test } from "vitest";
import { sequencesFrom } from "../../../src";
import { finish, randomStream } from "../../../src/core/internal";
import { repeatsPaths } from "../../../src/segments/survey/repeats-paths";

const random = randomStream(2, "test/repeats");
const drawn = (users: number, length: number, actions: string) =>
  Array.from({ length: users }, (_, i) =>
    Array.from({ length }, (__, at) => actions[random.integer(actions.length, i, at)]!),
  );
const times = (users: number, ...paths: string[]) =>
  paths.flatMap((path) => Array.from({ length: users }, () => [...path]));

describe("repeatsPaths", () => {
  test.each<[string, string[][], boolean]>([
    ["few paths of many users", times(40, "abcd", "abdc", "dcba"), true],
    ["the same in a log of which inputs are drawn", times(4000, "abcd", "abdc", "dcba"), true],
    ["paths of one action", times(20, "a", "b", "c"), true],
    ["two actions, drawn", drawn(200, 2, "abcd"), false],
    ["the same in a log of which inputs are drawn", drawn(3000, 2, "abcd"), false],
    ["paths that are all different", drawn(100, 12, "abcdef"), false],
  ])("%s", async (_, lists, expected) => {
    expect(finish(repeatsPaths(await sequencesFrom(lists), 1))).toBe(expected);
  });
});
