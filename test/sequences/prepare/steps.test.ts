import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import {
  buildSequences,
  decodeSequence,
  type PrepareStep,
  sequencesFrom,
  type TokenizedSequences,
} from "../../../src/sequences";
import { sequenceEncoder } from "../../../src/sequences/internal";

const pathsOf = (sequences: TokenizedSequences) =>
  Array.from(sequences.rowOf, (row) => (row < 0 ? null : decodeSequence(sequences, row).join(" ")));

const prepared = async (paths: readonly (string | readonly string[])[], ...prepare: PrepareStep[]) =>
  pathsOf(await sequencesFrom(paths, { prepare }));

const DAY = 86_400_000;

/** `ann: A at 0, B at 5` as events; times in days. */
const eventsOf = (rows: readonly (readonly [user: string, action: string, day: number])[]) =>
  readEvents(
    rows.map(([user, action, day]) => ({ user, action, time: day * DAY })),
    { user: "user", action: "action", time: "time", timeUnit: "ms" },
  );

describe("keep and drop", () => {
  test("by name, and by patterns of names", async () => {
    const paths = ["view -> debug_1 -> buy -> debug_2", "debug_1", "2*3 -> 2x3"];
    expect(await prepared(paths, { step: "drop", actions: "debug_*" })).toEqual(["view buy", null, "2*3 2x3"]);
    expect(await prepared(paths, { step: "keep", actions: ["buy", "debug_2"] })).toEqual(["buy debug_2", null, null]);
    expect(await prepared(paths, { step: "drop", actions: ["2\\*3", "debug*"] })).toEqual(["view buy", null, "2x3"]);
  });
});

describe("clean names", () => {
  test("rules apply one after the other, to all that fits", async () => {
    const rules = [
      { match: "\\d+", alias: "<n>" },
      { match: "^/users/<n>$", alias: "profile" },
      { match: "^ad_.*", alias: "" },
    ];
    const paths = [["/users/17", "/users/17/posts/8", "ad_3"], ["ad_4"]];
    expect(await prepared(paths, { step: "cleanNames", rules })).toEqual(["profile /users/<n>/posts/<n>", null]);
  });

  test("an expression that would hang costs nothing", async () => {
    const rules = [{ match: "(a+)+$", alias: "#" }];
    expect(await prepared([["a".repeat(20_000), `${"a".repeat(20_000)}b`]], { step: "cleanNames", rules })).toEqual([
      `# ${"a".repeat(20_000)}b`,
    ]);
  });
});

describe("clean addresses", () => {
  const cleaned = async (name: string, options: object = {}) =>
    (await sequencesFrom([[name]], { prepare: [{ step: "cleanUrls", ...options }] })).vocabulary.actions[0];

  test.each([
    ["https://Shop.example/users/17/?ref=mail#top", "/users/<id>"],
    ["http://shop.example", "/"],
    ["/", "/"],
    ["//cdn//x/", "/cdn/x"],
    ["/p/123e4567-E89B-12d3-a456-426614174000/x", "/p/<id>/x"],
    ["/c/0a1b2c3d4e5f", "/c/<id>"],
    ["/c/0a1b2c3d4e5", "/c/0a1b2c3d4e5"],
    ["/c/facadefacade", "/c/facadefacade"],
    ["/t/AbCdEfGhIjKlMnOpQrS1", "/t/<id>"],
    ["/m/ann%40x.org/b@c.d", "/m/<id>/<id>"],
    ["/level-2", "/level-2"],
    ["GET /a/1?x=2 HTTP/1.1", "GET /a/<id> HTTP/1.1"],
    ["page view", "page view"],
    ["a/1", "a/1"],
  ])("%s becomes %s", async (name, expected) => {
    expect(await cleaned(name)).toBe(expected);
  });

  test.each([
    [{ host: true }, "https://shop.example/a/<id>"],
    [{ query: true }, "/a/<id>?z=1&tab=x&a="],
    [{ query: ["tab", "a"] }, "/a/<id>?a=&tab=x"],
    [{ query: "none" }, "/a/<id>"],
    [{ ids: ":id" }, "/a/:id"],
    [{ ids: false }, "/a/7"],
  ])("as %j says", async (options, expected) => {
    expect(await cleaned("https://Shop.Example/a/7/?z=1&tab=x&a=#top", options)).toBe(expected);
  });
});

describe("group", () => {
  test("a run of some actions, or a stretch, is one event at the time of its first", async () => {
    const paths = ["tap -> swipe -> buy -> tap", "search -> view -> search -> view -> buy"];
    expect(await prepared(paths, { step: "group", actions: ["tap", "swipe"], name: "browse" })).toEqual([
      "browse buy browse",
      "search view search view buy",
    ]);
    expect(await prepared(paths, { step: "group", pattern: "(search -> view){2,}", name: "hunt" })).toEqual([
      "tap swipe buy tap",
      "hunt buy",
    ]);
    const events = await eventsOf([
      ["ann", "a", 1],
      ["ann", "b", 2],
      ["ann", "c", 4],
    ]);
    const { clock } = await buildSequences(events, { prepare: [{ step: "group", pattern: "a -> b", name: "ab" }] });
    expect([...clock!.gaps]).toEqual([3 * DAY, Number.NaN]);
  });
});

describe("markers", () => {
  test("mark the ends of paths once", async () => {
    const paths = ["a -> b", "START -> a", "a -> END", ""];
    expect(await prepared(paths, { step: "markers" })).toEqual(["START a b END", "START a END", "START a END", null]);
    expect(await prepared(paths, { step: "markers", start: "in", end: false })).toEqual([
      "in a b",
      "in START a",
      "in a END",
      null,
    ]);
  });

  test("LOST stands where the log goes on for so long without the user, and no time changes", async () => {
    const events = await eventsOf([
      ["ann", "a", 0],
      ["ann", "b", 1],
      ["bob", "a", 2],
      ["cleo", "a", 1.5],
      ["cleo", "b", 15],
    ]);
    const prepare: PrepareStep[] = [{ step: "markers", start: false, end: "END", lostAfter: "14d" }];
    const sequences = await buildSequences(events, { prepare });
    expect(pathsOf(sequences)).toEqual(["a b LOST END", "a END", "a b END"]);
    expect([...sequences.durations!]).toEqual([DAY, 0, 13.5 * DAY]);
    expect(sequences.rules.prepare).toEqual([
      { step: "markers", start: false, end: "END", lostAfter: 14 * DAY, lost: "LOST", logEnd: 15 * DAY },
    ]);
    expect(sequences.report.prepared[0]!.notes).toEqual(["1 event LOST"]);
  });

  test("the end of the log is that of the fit, also for new users", async () => {
    const events = await eventsOf([
      ["ann", "a", 0],
      ["bob", "b", 20],
    ]);
    const { vocabulary, rules } = await buildSequences(events, { prepare: [{ step: "markers", lostAfter: "14d" }] });
    const encode = sequenceEncoder(vocabulary, rules);
    const later = await eventsOf([
      ["cleo", "a", 30],
      ["dan", "a", 90],
      ["eve", "a", 3],
    ]);
    const { tokens, offsets } = encode(later);
    const paths = [...offsets.slice(1)].map((end, i) =>
      [...tokens.subarray(offsets[i], end)].map((token) => vocabulary.actions[token]).join(" "),
    );
    expect(paths).toEqual(["START a END", "START a END", "START a LOST END"]);
  });

  test("in sessions, each is marked, and only a user's last can be lost", async () => {
    const events = await eventsOf([
      ["ann", "a", 0],
      ["ann", "a", 2],
      ["bob", "b", 20],
    ]);
    const prepare: PrepareStep[] = [
      { step: "sessions", gap: "1d" },
      { step: "markers", lostAfter: "14d" },
    ];
    const sequences = await buildSequences(events, { prepare, unit: "session" });
    expect(pathsOf(sequences)).toEqual(["START a END", "START a LOST END", "START b END"]);
    expect(sequences.ids).toEqual(["ann#1", "ann#2", "bob#1"]);
  });
});

describe("truncate", () => {
  const paths = ["open -> cart -> look -> cart -> buy -> look -> buy -> exit", "open -> exit", "cart -> look"];
  test.each([
    [{ from: "cart" }, ["cart look cart buy look buy exit", "open exit", "cart look"]],
    [{ from: "cart", fromMatch: "last" }, ["cart buy look buy exit", "open exit", "cart look"]],
    [{ to: "buy" }, ["open cart look cart buy", "open exit", "cart look"]],
    [{ to: "buy", toMatch: "last" }, ["open cart look cart buy look buy", "open exit", "cart look"]],
    [{ from: "cart", to: "buy", missing: "drop" }, ["cart look cart buy", null, null]],
    [{ from: "cart", to: "cart" }, ["cart look cart", "open exit", "cart look"]],
    [{ from: "look -> cart", to: "END", missing: "drop" }, ["look cart buy look buy exit", null, null]],
  ] as [object, (string | null)[]][])("%j", async (options, expected) => {
    expect(await prepared(paths, { step: "truncate", ...options } as PrepareStep)).toEqual(expected);
  });
});

describe("keep paths", () => {
  test("by length and by pattern", async () => {
    const paths = ["a", "a -> b", "a -> b -> c", ""];
    const sequences = await sequencesFrom(paths, {
      prepare: [{ step: "keepPaths", minLength: 2, notMatching: "c -> END" }],
    });
    expect(pathsOf(sequences)).toEqual([null, "a b", null, null]);
    expect(sequences.report).toMatchObject({ inputs: 4, leftOut: 2, empty: 1, tooShort: 0 });
    expect(sequences.report.prepared).toEqual([
      {
        step: "keepPaths",
        events: { before: 6, after: 2 },
        users: { before: 3, after: 1 },
        actions: { before: 3, after: 2 },
        notes: [],
      },
    ]);
    expect(await prepared(paths, { step: "keepPaths", maxLength: 2, matching: "b" })).toEqual([
      null,
      "a b",
      null,
      null,
    ]);
  });

  test("by span", async () => {
    const events = await eventsOf([
      ["ann", "a", 0],
      ["ann", "b", 1],
      ["bob", "a", 0],
      ["bob", "b", 2],
      ["cleo", "a", 0],
    ]);
    const spans = async (options: object) =>
      pathsOf(await buildSequences(events, { prepare: [{ step: "keepPaths", ...options }] }));
    expect(await spans({ minSpan: "1d", maxSpan: "1d" })).toEqual(["a b", null, null]);
    expect(await spans({ minSpan: "25h" })).toEqual([null, "a b", null]);
    expect(await spans({ maxSpan: 1 })).toEqual([null, null, "a"]);
  });
});

describe("sessions", () => {
  test("begin and end where events say so", async () => {
    const events = await eventsOf(
      ["open", "a", "quit", "b", "open", "c", "--", "d"].map((action, i) => ["ann", action, i] as const),
    );
    const prepare: PrepareStep[] = [{ step: "sessions", start: "open", end: "quit", separator: "--" }];
    const bySession = await buildSequences(events, { prepare, unit: "session" });
    expect(pathsOf(bySession)).toEqual(["open a quit", "b", "open c", "d"]);
    expect(bySession.report.prepared[0]!.notes).toEqual(["4 sessions"]);
    expect(pathsOf(await buildSequences(events, { prepare }))).toEqual([
      "open a quit (new session) b (new session) open c (new session) d",
    ]);
  });

  test("are told apart in paths without times", async () => {
    const prepare: PrepareStep[] = [{ step: "sessions", separator: "--" }];
    expect(await prepared(["-- -> a -> -- -> -- -> b -> --"], ...prepare)).toEqual(["a (new session) b"]);
  });

  test("that hold one action each are reported", async () => {
    const events = await eventsOf(Array.from({ length: 30 }, (_, i) => ["ann", "a", i] as const));
    const { report } = await buildSequences(events, { prepare: [{ step: "sessions", gap: 30 }], unit: "session" });
    expect(report.prepared[0]!.notes).toEqual([
      "30 sessions",
      '100% of the pauses between a user\'s actions are as long as "gap" (30 ms) or longer: nearly every action is a ' +
        'session of its own; a number is in milliseconds, 30 minutes are "30m"',
    ]);
  });
});

describe("robots", () => {
  test("are users beyond a length, a share or a rate", async () => {
    const events = await eventsOf([
      ...Array.from({ length: 6 }, (_, i) => ["bot", "a", i] as const),
      ["ann", "a", 0],
      ["ann", "b", 1],
      ["fast", "a", 5],
      ["fast", "b", 5],
      ["fast", "c", 5.5],
    ]);
    const robots = async (options: object) => {
      const sequences = await buildSequences(events, { prepare: [{ step: "dropRobots", ...options }] });
      return { left: sequences.ids!.filter((_, i) => sequences.rowOf[i]! >= 0), steps: sequences.rules.prepare };
    };
    expect(await robots({ maxEvents: 3 })).toMatchObject({ left: ["ann", "fast"] });
    expect(await robots({ maxShare: 0.5 })).toEqual({
      left: ["ann", "fast"],
      steps: [{ step: "dropRobots", maxEvents: 5 }], // half of 11
    });
    expect(await robots({ maxShare: 6 / 11 })).toMatchObject({ left: ["bot", "ann", "fast"] });
    expect(await robots({ maxRate: { events: 2, within: "1d" } })).toMatchObject({ left: ["bot", "ann"] });
    expect(await robots({ maxRate: { events: 2, within: "12h" } })).toMatchObject({ left: ["bot", "ann", "fast"] });
  });
});

test("names that no action has are reported", async () => {
  const prepare: PrepareStep[] = [
    { step: "drop", actions: ["vew", "shop_*"] },
    { step: "keepPaths", matching: "view -> byu" },
  ];
  const { report } = await sequencesFrom(["view -> buy", "view -> byu"], { prepare: prepare.slice(0, 1) });
  expect(report.prepared[0]!.notes).toEqual([
    'no action is named "vew"; did you mean "view"?',
    'no action fits "shop_*"',
  ]);
  const paths = await sequencesFrom(["view -> buy"], { prepare: prepare.slice(1) });
  expect(paths.report.prepared[0]!.notes).toEqual([
    'in "view -> byu", no action is named "byu" (column 9); did you mean "buy"?',
  ]);
});

test("a pattern that names an end of the path where actions have its name is reported", async () => {
  const notesOf = async (from: string, paths: string[]) =>
    (await sequencesFrom(paths, { prepare: [{ step: "truncate", from }] })).report.prepared[0]!.notes;
  expect(await notesOf("START", ["a -> START -> b"])).toEqual([
    'in "START", START is the beginning of a path, or an action START; for the action alone write "START" in quotes',
  ]);
  expect(await notesOf("b -> END", ["END -> b"])).toEqual([
    'in "b -> END", END is the end of a path, or an action END; for the action alone write "END" in quotes',
  ]);
  expect(await notesOf("START -> a", ["START -> a -> START"])).toHaveLength(1);
  expect(await notesOf("START", ["START -> b", "a"])).toEqual([]);
  expect(await notesOf('"START"', ["a -> START -> b"])).toEqual([]);
});

describe("what is no step is refused", () => {
  test.each([
    [{}, '"prepare" expected an array of steps, got an object (Object)'],
    [["keep"], /^"prepare\[0\]" expected an object with one of the steps keep, drop, .*, got "keep"$/],
    [[{ step: "dorp" }], /^"prepare\[0\]\.step" expected one of keep, drop, .*, got "dorp"; did you mean "drop"\?$/],
    [[{ step: 7 }], /^"prepare\[0\]\.step" expected one of keep, drop, cleanNames, .*, got 7$/],
    [[{ step: "__proto__" }], /^"prepare\[0\]\.step" expected one of .*, got "__proto__"$/],
    [[{ step: "drop" }], '"prepare[0].actions" expected a name or an array of names, got undefined'],
    [[{ step: "drop", actions: [] }], '"prepare[0].actions" expected a name or an array of names, got an array of 0'],
    [[{ step: "drop", actions: ["a", ""] }], '"prepare[0].actions[1]" expected a non-empty string, got ""'],
    [[{ step: "drop", action: "a" }], '"prepare[0].action" is not an option; did you mean "prepare[0].actions"?'],
    [[{ step: "cleanNames" }], '"prepare[0].rules" expected an array of rules, got undefined'],
    [
      [{ step: "cleanNames", rules: [{ match: "(a", alias: "" }] }],
      '"prepare[0].rules[0].match" expected ")" for the parenthesis at column 1 at column 3\n  (a\n    ^',
    ],
    [[{ step: "cleanNames", rules: [{ match: "a" }] }], '"prepare[0].rules[0].alias" expected a text, got undefined'],
    [
      [{ step: "cleanNames", rules: [{ match: "(a)", alias: "<$1>" }] }],
      '"prepare[0].rules[0].alias" expected a text as it is, without parts of the match such as $1, got "<$1>"',
    ],
    [[{ step: "group", actions: "a" }], '"prepare[0].name" expected a name, got undefined'],
    [[{ step: "group", name: "a" }], '"prepare[0]" expected either "actions" or "pattern", got none'],
    [
      [{ step: "group", name: "a", actions: "b", pattern: "c" }],
      '"prepare[0]" expected either "actions" or "pattern", got both',
    ],
    [
      [
        { step: "keep", actions: "a" },
        { step: "keepPaths", matching: "a ->" },
      ],
      '"prepare[1].matching" expected an action, got the end of the pattern at column 5\n  a ->\n      ^',
    ],
    [[{ step: "keepPaths" }], /^"prepare\[0\]" expected one of "minLength", .*, got none$/],
    [[{ step: "truncate" }], '"prepare[0]" expected "from" or "to", got none'],
    [
      [{ step: "truncate", from: "a", fromMatch: "2nd" }],
      '"prepare[0].fromMatch" expected "first" or "last", got "2nd"',
    ],
    [[{ step: "markers", logEnd: 7 }], '"prepare[0].lostAfter" expected a duration beside "logEnd", got undefined'],
    [[{ step: "sessions" }], '"prepare[0]" expected one of "gap", "start", "end", "separator", got none'],
    [[{ step: "dropRobots" }], '"prepare[0]" expected one of "maxEvents", "maxShare", "maxRate", got none'],
    [[{ step: "dropRobots", maxShare: 0 }], '"prepare[0].maxShare" expected a finite number > 0 and <= 1, got 0'],
    [
      [{ step: "dropRobots", maxRate: { events: 3 } }],
      /^"prepare\[0\]\.maxRate\.within" expected a duration > 0 .*, got undefined$/,
    ],
    [[{ step: "sessions", gap: "1d" }], '"prepare[0].gap" looks at times, and the input has none: give events'],
    [
      [
        { step: "drop", actions: "a" },
        { step: "markers", lostAfter: "14d" },
      ],
      '"prepare[1].lostAfter" looks at times, and the input has none: give events',
    ],
  ])("%j", async (prepare, message) => {
    await expect(sequencesFrom(["a -> b"], { prepare: prepare as never })).rejects.toThrow(
      typeof message === "string" ? expect.objectContaining({ message }) : message,
    );
  });

  test("sessions that are cut after a step that looks at them whole", async () => {
    const events = await eventsOf([["ann", "a", 0]]);
    const options = { prepare: [{ step: "markers" } as const], unit: "session", sessionGap: "1d" } as const;
    await expect(buildSequences(events, options)).rejects.toThrow(
      new RangeError(
        '"prepare[0]" "markers" looks at whole sessions, and "sessionGap" cuts them after all steps: ' +
          'cut them by a step { step: "sessions", gap: … } before it',
      ),
    );
  });
});

test("paths without times pass what looks at times as they are", async () => {
  const events = await eventsOf([
    ["ann", "a", 0],
    ["ann", "b", 30],
    ["bob", "a", 0],
  ]);
  const prepare: PrepareStep[] = [
    { step: "sessions", gap: "1d" },
    { step: "keepPaths", minLength: 1, minSpan: 0.5 },
    { step: "dropRobots", maxEvents: 4, maxRate: { events: 1, within: "1d" } },
    { step: "markers", lostAfter: "14d" },
  ];
  const { vocabulary, rules } = await buildSequences(events, { prepare });
  const encode = sequenceEncoder(vocabulary, rules);
  const { tokens, offsets, reasons } = encode(["a -> b", "a -> (new session) -> b", "a -> a -> a -> a -> a"]);
  const paths = [...offsets.slice(1)].map((end, i) =>
    [...tokens.subarray(offsets[i], end)].map((token) => vocabulary.actions[token]).join(" "),
  );
  expect(paths).toEqual(["START a b END", "START a (new session) b END", ""]);
  expect(reasons).toEqual([undefined, undefined, "leftOut"]);
});
