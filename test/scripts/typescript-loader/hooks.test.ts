import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Notes when it is disposed of, and fails where it shall. */
function held(name: string, disposed: string[], { fails = false } = {}): Disposable & AsyncDisposable {
  const dispose = () => {
    disposed.push(name);
    if (fails) throw new Error(`${name} fails`);
  };
  return {
    [Symbol.dispose]: dispose,
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
      dispose();
    },
  };
}

test("what is declared by using is disposed of when the block ends, the last first", () => {
  const disposed: string[] = [];
  const run = () => {
    using _first = held("first", disposed);
    using _nothing = null;
    using _second = held("second", disposed);
    disposed.push("work");
    return "done";
  };
  expect([run(), disposed]).toEqual(["done", ["work", "second", "first"]]);
});

test("also when it ends by an error, which is thrown", () => {
  const disposed: string[] = [];
  const run = () => {
    using _held = held("held", disposed);
    throw new RangeError("the work failed");
  };
  expect(run).toThrow(new RangeError("the work failed"));
  expect(disposed).toEqual(["held"]);
});

test("a disposal that fails is reported, and the others are done all the same", () => {
  const disposed: string[] = [];
  const run = () => {
    using _first = held("first", disposed);
    using _second = held("second", disposed, { fails: true });
  };
  expect(run).toThrow(new Error("second fails"));
  expect(disposed).toEqual(["second", "first"]);
  const twice = () => {
    using _held = held("held", disposed, { fails: true });
    throw new Error("the work failed");
  };
  expect(twice).toThrow("held fails");
});

test("await using waits for it", async () => {
  const disposed: string[] = [];
  const run = async () => {
    await using _first = held("first", disposed);
    using _second = held("second", disposed);
    await using _third = held("third", disposed, { fails: true });
    disposed.push("work");
  };
  await expect(run()).rejects.toThrow("third fails");
  expect(disposed).toEqual(["work", "third", "second", "first"]);
});

test("what cannot be disposed of is refused", () => {
  const run = () => {
    using _held = {} as Disposable;
  };
  expect(run).toThrow(TypeError);
});

test("a tag is given the text of a template, raw too", () => {
  const tag = (strings: TemplateStringsArray, ...values: unknown[]) => [[...strings], [...strings.raw], values];
  expect(tag`<script>\n${1}</script>`).toEqual([["<script>\n", "</script>"], ["<script>\\n", "</script>"], [1]]);
});

test("a stack trace shows the line of the file", () => {
  const lines = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n");
  const { stack } = new Error("here");
  const [, line] = /hooks\.test\.ts:(\d+):/.exec(stack!)!;
  expect(lines[Number(line) - 1]).toContain('new Error("here")');
});
