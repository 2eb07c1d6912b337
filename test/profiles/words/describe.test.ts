import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type DescribeOptions,
  type DescribeSegment,
  type SegmentToDescribe,
  summarizeSegments,
} from "../../../src/profiles";
import { plantedPlayers } from "../../helpers/planted-players";
import { sequencesOf } from "../../helpers/sequences-of";

const { paths, labels } = plantedPlayers();
const sequences = await sequencesOf(paths);

test("one sentence each, of what was planted, without figures", async () => {
  const profiles = await summarizeSegments(sequences, labels, { includeNoise: true });
  expect(profiles.map(({ description }) => description)).toMatchInlineSnapshot(`
    [
      "Most do PASS_1, then PASS_2, and PASS_3; hardly anyone does BUY_BOOST or FAIL; paths mostly begin with START and end with PASS_3.",
      "Most do FAIL, then BUY_BOOST, and START, then PASS_1, then FAIL; hardly anyone does PASS_3; paths mostly begin with START.",
      "Some do START, then SETTINGS, more than elsewhere; hardly anyone does PASS_1 or PASS_2; paths mostly begin with START and end with START; a single action.",
      "Most do SHARE, then SETTINGS; hardly anyone does START; paths mostly begin with SHARE and end with FAIL.",
    ]
  `);
  for (const { description } of profiles) expect(description).not.toMatch(/\d %/);
});

test("descriptions are unique, and bounded however long the names of actions are", async () => {
  const long = (name: string) => name.repeat(3000);
  const same = Array(60).fill([long("A"), "B"]);
  const profiles = await summarizeSegments(
    await sequencesOf(same),
    same.map((_, i) => i % 3),
  );
  const texts = profiles.flatMap(({ name, description }) => [name, description]);
  expect(new Set(texts).size).toBe(6);
  for (const text of texts) expect(text.length).toBeLessThan(400);
  for (const { name } of profiles) expect(name.length).toBeLessThan(90);
});

describe("a describer of one's own", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  /** Answers by segment, one for each time it is asked; the last one again. */
  const answering = (answers: Record<number, unknown[]>, asked: SegmentToDescribe[] = []) => ({
    pause: 1,
    write: (request: SegmentToDescribe) => {
      const before = asked.filter(({ segment }) => segment === request.segment).length;
      asked.push(request);
      const all = answers[request.segment]!;
      const answer = all[Math.min(before, all.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer as string;
    },
  });
  const wordsOf = async (describe: DescribeOptions | DescribeSegment) =>
    (await summarizeSegments(sequences, labels, { describe })).map(({ name, description, words }) => ({
      name,
      description,
      error: words.describeError,
      asks: words.audit?.asks,
      by: [words.namedBy, words.describedBy],
    }));

  test("is given a bounded text, siblings and a prompt, and its words stand", async () => {
    const asked: SegmentToDescribe[] = [];
    const own = await summarizeSegments(sequences, labels);
    const profiles = await summarizeSegments(sequences, labels, {
      describe: async (segment) => {
        asked.push(segment);
        return `  players of ${segment.name} `;
      },
    });
    expect(profiles.map(({ description }) => description)).toEqual(own.map(({ name }) => `players of ${name}`));
    expect(profiles.map(({ name }) => name)).toEqual(own.map(({ name }) => name));
    expect(profiles.map(({ words: { describedBy, describeError } }) => [describedBy, describeError])).toEqual(
      Array(3).fill(["describe", null]),
    );
    expect(asked.map(({ segment }) => segment)).toEqual([0, 1, 2]);
    for (const { text, prompt } of asked) {
      expect(text.length).toBeLessThanOrEqual(4000);
      expect(prompt.length).toBeLessThanOrEqual(16_000);
      expect(prompt).toContain(text);
    }
    expect(asked[1]!.text).toContain("- FAIL -> FAIL -> BUY_BOOST (95%, 0%)");
    expect(asked[1]!.siblings.map(({ name }) => name)).toEqual([own[0]!.name, own[2]!.name]);
    expect(asked[1]!.prompt).toContain(`- "${own[0]!.name}": ${own[0]!.description.slice(0, 100)}`);
    expect(asked[1]).toMatchObject({ instructions: null, problem: null });
  });

  test("names too, by an object or by JSON in a text; what seqment found stays beside it, and the audit is kept", async () => {
    const instructions = "Readers are game designers.";
    const fenced = 'Sure!\n```json\n{"name": "Boosters", "description": "Fail, then\\nbuy a boost."}\n```';
    const own = await summarizeSegments(sequences, labels);
    const asked: SegmentToDescribe[] = [];
    const describe = {
      ...answering({ 0: [{ name: " Climbers " }], 1: [fenced], 2: [{ name: "Lookers", answer: "raw" }] }, asked),
      instructions,
    };
    const profiles = await summarizeSegments(sequences, labels, { describe });
    expect(profiles.map(({ name, description }) => [name, description])).toEqual([
      ["Climbers", own[0]!.description],
      ["Boosters", "Fail, then buy a boost."],
      ["Lookers", own[2]!.description],
    ]);
    expect(
      profiles.map(({ words: { keywords, namedBy, describedBy, nameTruth } }) => [
        keywords,
        namedBy,
        describedBy,
        nameTruth,
      ]),
    ).toEqual([
      [own[0]!.name, "describe", "seqment", null],
      [own[1]!.name, "describe", "describe", null],
      [own[2]!.name, "describe", "seqment", null],
    ]);
    expect(profiles.map(({ words }) => words.audit)).toEqual([
      { prompt: asked[0]!.prompt, answer: '{"name":" Climbers "}', asks: 1 },
      { prompt: asked[1]!.prompt, answer: fenced, asks: 1 },
      { prompt: asked[2]!.prompt, answer: "raw", asks: 1 },
    ]);
    expect(asked[0]!.prompt).toContain(instructions);
    expect(profiles.map(({ patterns }) => patterns)).toEqual(own.map(({ patterns }) => patterns));
  });

  test("that fails, or says nothing, loses nothing", async () => {
    const own = await summarizeSegments(sequences, labels);
    const described = await wordsOf({
      ...answering({ 0: [new Error("no connection")], 1: ["  "], 2: [null] }),
      attempts: 2,
    });
    expect(described).toEqual(
      [
        { error: "no connection" },
        { error: 'expected a text, got "  "' },
        { error: "expected a text, or an object with a name or a description, got null" },
      ].map((one, i) => ({
        ...one,
        name: own[i]!.name,
        description: own[i]!.description,
        asks: 2,
        by: ["seqment", "seqment"],
      })),
    );
  });

  test("is asked again where it failed, with the reason, and no further than needed", async () => {
    const asked: SegmentToDescribe[] = [];
    const described = await wordsOf(
      answering(
        { 0: [new Error("429"), { name: "A" }], 1: [{ name: "" }, { name: "A" }, { name: "B" }], 2: [{ name: "C" }] },
        asked,
      ),
    );
    expect(described.map(({ name, error, asks }) => [name, error, asks])).toEqual([
      ["A", null, 2],
      ["B", null, 3],
      ["C", null, 1],
    ]);
    expect(asked.map(({ segment, problem }) => [segment, problem])).toEqual([
      [0, null],
      [1, null],
      [2, null],
      [0, "429"],
      [1, 'expected a name of 1 to 120 characters, got ""'],
      [1, '"A" is what segment 1 is called'],
    ]);
    expect(asked.at(-1)!.prompt).toContain('Your last answer could not be taken: "A" is what segment 1 is called');
  });

  test("keeps what can be used of a wrong answer: the names of others, the own name, a long text cut", async () => {
    const own = await summarizeSegments(sequences, labels);
    const described = await wordsOf({
      ...answering({
        0: [{ name: "Same", description: "x".repeat(5000) }],
        1: [{ name: "Same", description: "Something." }],
        2: [{ name: "y".repeat(100_000), description: 7 }],
      }),
      attempts: 1,
    });
    expect(described).toEqual([
      { name: "Same", description: "x".repeat(1000), error: null, asks: 1, by: ["describe", "describe"] },
      {
        ...{ name: own[1]!.name, description: "Something.", error: '"Same" is what segment 1 is called' },
        ...{ asks: 1, by: ["seqment", "describe"] },
      },
      {
        ...{ name: own[2]!.name, description: own[2]!.description, asks: 1, by: ["seqment", "seqment"] },
        error: `expected a name of 1 to 120 characters, got "${"y".repeat(57)}"...`,
      },
    ]);
  });

  test("a name that seqment gave to another segment goes to the one it is given to", async () => {
    const own = await summarizeSegments(sequences, labels);
    const described = await wordsOf(
      answering({ 0: [{ name: own[1]!.name }], 1: [{ description: "Plain." }], 2: ["Also."] }),
    );
    expect(described.map(({ name }) => name)).toEqual([own[1]!.name, `${own[1]!.name} (segment 2)`, own[2]!.name]);
    expect(new Set(described.map(({ name }) => name)).size).toBe(3);
  });

  test("that hangs is given up when time is up, and so signalled", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const stopped: string[] = [];
    const describe: DescribeOptions = {
      write: ({ segment }, { signal }) => {
        if (segment !== 1) return "Well.";
        signal.addEventListener("abort", () => stopped.push(signal.reason.message));
        return new Promise(() => {});
      },
      ...{ attempts: 2, timeLimit: "30s", pause: "5s" },
    };
    const described = wordsOf(describe);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(stopped).toEqual(["no answer within 30 s"]);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(5_000 + 30_000);
    expect((await described).map(({ error, asks }) => [error, asks])).toEqual([
      [null, 1],
      ["no answer within 30 s", 2],
      [null, 1],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each(["while it is asked", "in a pause"])("an abort %s ends it at once, with its reason", async (when) => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const run = summarizeSegments(sequences, labels, {
      signal: controller.signal,
      describe: {
        write: ({ segment }) => {
          if (segment === 2) setImmediate(() => controller.abort(reason));
          if (when === "in a pause") throw new Error("429");
          return new Promise(() => {});
        },
        pause: "20d",
      },
    });
    await expect(run).rejects.toBe(reason);
  });

  test("is not shown paths of few", async () => {
    const asked: SegmentToDescribe[] = [];
    await wordsOf({ ...answering({ 0: ["a"], 1: ["b"], 2: ["c"] }, asked), minPathMembers: 10_000 });
    for (const { prompt } of asked) expect(prompt).not.toContain("Typical path");
  });

  test("prompts stay bounded, with many siblings and long names", async () => {
    const many = Array.from({ length: 300 }, (_, i) => [`${"x".repeat(500)}${i % 60}`, "B", `C${i % 60}`]);
    const prompts: string[] = [];
    await summarizeSegments(
      await sequencesOf(many),
      many.map((_, i) => i % 60),
      {
        describe: {
          instructions: "i".repeat(2000),
          attempts: 2,
          pause: 1,
          write: ({ prompt }) => {
            prompts.push(prompt);
            throw new Error("e".repeat(10_000));
          },
        },
      },
    );
    expect(prompts).toHaveLength(120);
    for (const prompt of prompts) expect(prompt.length).toBeLessThanOrEqual(16_000);
  });

  test.each<[unknown, string]>([
    ["me", '"describe" expected a function, got "me"'],
    [{ write: 1 }, '"describe.write" expected a function, got 1'],
    [{}, '"describe.write" expected a function, got undefined'],
    [{ write: String, attempts: 0 }, '"describe.attempts" expected an integer >= 1 and <= 10, got 0'],
    [
      { write: String, timeLimit: "400d" },
      '"describe.timeLimit" expected a duration > 0 and <= 24 days such as "30m", "1.5h", "7d" or a number of',
    ],
    [{ write: String, tries: 2 }, '"describe.tries" is not an option; known options: write, instructions, '],
    [
      { write: String, instructions: "i".repeat(2001) },
      '"describe.instructions" expected a text of at most 2000 characters, got',
    ],
  ])("%j is refused", async (describe, message) => {
    await expect(summarizeSegments(sequences, labels, { describe: describe as never })).rejects.toThrow(message);
  });
});
