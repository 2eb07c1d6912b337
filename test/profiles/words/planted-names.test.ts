import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { type SegmentProfile, summarizeSegments } from "../../../src/profiles";
import { distinctiveOf } from "../../../src/profiles/internal";
import { Cases } from "../../helpers/cases";
import { sequencesOf } from "../../helpers/sequences-of";
import { nameSays } from "../../reference/name-says";

/** One planted behavior: how a path of it is made, and what must stand in its name. */
interface Planted {
  readonly path: (draw: Draw) => string[];
  readonly words: RegExp;
}

/** Draws an integer below a bound. */
type Draw = (bound: number) => number;

interface Log {
  readonly paths: string[][];
  readonly labels: number[];
  readonly planted: readonly Planted[];
}

/** 60 to 200 users of each behavior, one in twelve of whom loses an action or does a strange one. */
function plant(planted: readonly Planted[], seed: number, strange: readonly string[]): Log {
  const random = randomStream(seed, "test/planted-names");
  const paths: string[][] = [];
  const labels: number[] = [];
  planted.forEach(({ path }, label) => {
    const users = 60 + random.integer(140, 1_000_000 + label, 0);
    for (let user = 0; user < users; user++) {
      let drawn = 0;
      const draw: Draw = (bound) => random.integer(bound, paths.length, drawn++);
      const made = path(draw);
      if (draw(12) === 0) {
        if (draw(2) === 0 && made.length > 2) made.splice(draw(made.length), 1);
        else made.splice(draw(made.length + 1), 0, strange[draw(strange.length)]!);
      }
      paths.push(made);
      labels.push(label);
    }
  });
  return { paths, labels, planted };
}

const times = (count: number, path: () => string[]): string[] => Array.from({ length: count }, path).flat();
const NOTHING_SPECIAL = ["HELP", "SETTINGS", "SEARCH", "PROFILE"];

/** How logs of each kind are planted. */
const FAMILIES: Record<string, (draw: Draw) => Planted[]> = {
  "actions of their own": () => [
    {
      path: (draw) => ["OPEN", "SEARCH_FLIGHT", ...times(1 + draw(2), () => ["PICK_SEAT"]), "PAY"],
      words: /FLIGHT|SEAT/,
    },
    { path: (draw) => ["OPEN", "READ_BLOG", ...times(1 + draw(3), () => ["SHARE_POST"])], words: /BLOG|POST/ },
    { path: (draw) => ["OPEN", ...times(2 + draw(2), () => ["CALL_SUPPORT", "WAIT"]), "PAY"], words: /SUPPORT|WAIT/ },
  ],
  "the same actions in another order": () => [
    { path: () => ["IN", "ALPHA", "BETA", "GAMMA", "OUT"], words: /IN, then ALPHA|ALPHA, then BETA|GAMMA, then OUT/ },
    { path: () => ["IN", "BETA", "GAMMA", "ALPHA", "OUT"], words: /IN, then BETA|BETA, then GAMMA|GAMMA, then ALPHA/ },
    { path: () => ["IN", "GAMMA", "BETA", "ALPHA", "OUT"], words: /IN, then GAMMA|GAMMA, then BETA|BETA, then ALPHA/ },
  ],
  "shared first actions": () => [
    { path: () => ["LAND", "LOGIN", "BROWSE", "CART", "PAID"], words: /CART|PAID/ },
    { path: () => ["LAND", "LOGIN", "BROWSE", "WISHLIST"], words: /WISHLIST/ },
    { path: () => ["LAND", "LOGIN", "BROWSE", "COUPON", "CHAT"], words: /COUPON|CHAT/ },
    { path: () => ["LAND", "LOGIN"], words: /ends with LOGIN|only LAND, then LOGIN|no BROWSE/ },
  ],
  "different only in how they end": () => [
    {
      path: (draw) => [...times(1 + draw(3), () => ["VIEW", "EDIT"]), "SAVE", "CLOSE"],
      words: /SAVE, then CLOSE|CLOSE/,
    },
    {
      path: (draw) => [...times(1 + draw(3), () => ["VIEW", "EDIT"]), "SAVE", "VIEW"],
      words: /SAVE, then VIEW|ends with VIEW/,
    },
    { path: (draw) => [...times(1 + draw(3), () => ["VIEW", "EDIT"]), "SAVE"], words: /ends with SAVE/ },
  ],
  "several sessions": () => [
    {
      path: (draw) => times(2 + draw(3), () => ["START", "PLAY", ...times(1 + draw(2), () => ["LOSE"]), "QUIT"]),
      words: /LOSE/,
    },
    { path: (draw) => times(2 + draw(3), () => ["START", "PLAY", "TRADE", "QUIT"]), words: /TRADE/ },
    { path: (draw) => times(3 + draw(3), () => ["START", "CHAT", "QUIT"]), words: /CHAT/ },
  ],
  "names with one prefix": () => [
    { path: () => ["app_home", "app_map", "app_route", "app_home"], words: /^(?!.*app_).*(map|route)/ },
    { path: () => ["app_home", "app_list", "app_item", "app_home"], words: /^(?!.*app_).*(list|item)/ },
    { path: () => ["app_home", "app_login", "app_fail", "app_login"], words: /^(?!.*app_).*(login|fail)/ },
  ],
  "cycles that repeat": () => [
    {
      path: (draw) => times(2 + draw(3), () => ["BREW", "POUR", "DRINK"]),
      words: /^(?!.*DRINK, then BREW)(?!.*DRINK, later BREW).*(BREW|POUR|DRINK)/,
    },
    {
      path: (draw) => times(2 + draw(3), () => ["BREW", "DRINK", "POUR"]),
      words: /^(?!.*POUR, then BREW)(?!.*POUR, later BREW).*(BREW, then DRINK|DRINK, then POUR)/,
    },
    { path: (draw) => times(1 + draw(3), () => ["WALK", "REST"]), words: /^(?!.*REST, then WALK).*(WALK|REST)/ },
  ],
  "very short paths": () => [
    { path: () => ["ENTER"], words: /only ENTER|a single action/ },
    { path: () => ["ENTER", "LEAVE"], words: /only ENTER, then LEAVE|ENTER, then LEAVE/ },
    { path: (draw) => ["ENTER", ...times(3 + draw(3), () => ["LISTEN", "SKIP"]), "LEAVE"], words: /LISTEN|SKIP/ },
  ],
  "one behavior within another": () => [
    { path: () => ["ASK", "ANSWER"], words: /no |only |ends with ANSWER/ },
    { path: () => ["ASK", "ANSWER", "THANK"], words: /THANK/ },
    { path: () => ["ASK", "ANSWER", "THANK", "RATE"], words: /RATE/ },
  ],
};

const SEEDS = [1, 2, 3, 4, 5];
const strangeOf = (family: string) =>
  family === "names with one prefix" ? NOTHING_SPECIAL.map((name) => `app_${name.toLowerCase()}`) : NOTHING_SPECIAL;
const labelOf = (action: string) => action.replace(/^app_/, "");

async function profilesOf(family: string, seed: number): Promise<{ log: Log; profiles: SegmentProfile[] }> {
  const log = plant(
    FAMILIES[family]!(() => 0),
    seed,
    strangeOf(family),
  );
  return { log, profiles: await summarizeSegments(await sequencesOf(log.paths), log.labels) };
}

describe.each(Object.keys(FAMILIES))("%s", (family) => {
  const cases = new Cases("a good word", "a rare word");

  test.each(SEEDS)("are named by their own words, which are true of them, seed %i", async (seed) => {
    const { log, profiles } = await profilesOf(family, seed);
    const names = profiles.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const [segment, { name, words, patterns }] of profiles.entries()) {
      const { coverage, elsewhere } = words.nameTruth!;
      expect(name).toMatch(log.planted[segment]!.words);
      expect(name).not.toMatch(/\(\d+\)|\(segment/);
      expect([...name].length).toBeLessThanOrEqual(80);

      const [own, others] = [true, false].map((isOwn) =>
        log.paths.filter((_, i) => (log.labels[i] === segment) === isOwn),
      );
      const share = (paths: string[][]) => paths.filter((path) => nameSays(name, path, labelOf)).length / paths.length;
      expect([name, coverage, elsewhere]).toEqual([name, share(own!), share(others!)]);

      const listed = distinctiveOf({ patterns });
      const best = listed.filter((pattern) => pattern.coverage >= 0.7 && pattern.elsewhere! <= 0.3);
      if (cases.when("a good word", best.length > 0)) expect([name, coverage >= 0.7]).toEqual([name, true]);
      const rare = listed.some((pattern) => pattern.elsewhere! <= 0.3);
      if (cases.when("a rare word", rare)) expect(elsewhere).toBeLessThanOrEqual(0.3);
    }
  });

  test("have such words to choose from", () => cases.expectAll());
});

test("the same names for the same users in another order", async () => {
  for (const family of Object.keys(FAMILIES)) {
    const { log, profiles } = await profilesOf(family, 9);
    const reversed = await summarizeSegments(await sequencesOf([...log.paths].reverse()), [...log.labels].reverse());
    expect(reversed.map(({ name }) => name)).toEqual(profiles.map(({ name }) => name));
  }
});
