import { expect, test } from "vitest";
import { SourceFollower } from "../../../src/cli/serve/follow-source";
import type { SegmentModel } from "../../../src/segments";

/** A source whose mark and failure are set from outside. */
function sourceOf(mark: string) {
  const at = { mark, failure: "", loads: 0 };
  const [replaced, failures]: [string[], string[]] = [[], []];
  const source = {
    async mark() {
      if (at.failure === "no answer") throw new Error(at.failure);
      return at.mark;
    },
    async load() {
      at.loads += 1;
      if (at.failure !== "") throw new Error(at.failure);
      return at.mark as unknown as SegmentModel;
    },
    async [Symbol.asyncDispose]() {},
  };
  const follower = new SourceFollower(source, mark, {
    replace: async (model) => void replaced.push(String(model)),
    onFailure: (error) => void failures.push((error as Error).message),
  });
  return { at, replaced, failures, look: (anyway?: boolean) => follower.look(anyway) };
}

test("a model that a server could not send is loaded when it can, and the failure is reported once", async () => {
  const { at, replaced, failures, look } = sourceOf("a");
  Object.assign(at, { mark: "b", failure: "timeout" });
  for (let i = 0; i < 3; i++) await look();
  at.failure = "";
  for (let i = 0; i < 8; i++) await look();
  expect([replaced, failures]).toEqual([["b"], ["timeout"]]);
  await look(true);
  expect(replaced).toEqual(["b", "b"]);
});

test("one that stays damaged is tried ever more rarely, a newer one at once", async () => {
  const { at, replaced, failures, look } = sourceOf("a");
  Object.assign(at, { mark: "torn", failure: "damaged" });
  for (let i = 0; i < 1000; i++) await look();
  expect(at.loads).toBeLessThan(16);
  Object.assign(at, { mark: "whole", failure: "" });
  await look();
  expect([replaced, failures]).toEqual([["whole"], ["damaged"]]);
});

test("each outage is reported, once", async () => {
  const { at, failures, look } = sourceOf("a");
  for (const failure of ["no answer", "no answer", "", "no answer", ""]) {
    at.failure = failure;
    await look();
  }
  expect(failures).toEqual(["no answer", "no answer"]);
});
