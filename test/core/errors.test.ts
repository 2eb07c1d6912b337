import { expect, test } from "vitest";
import { MissingDependencyError, ModelFormatError } from "../../src/core";

test("errors of its own have names, and say what to do", () => {
  const format = new ModelFormatError("truncated", { cause: 5 });
  expect([format.name, format.message, format.cause, format instanceof Error]).toEqual([
    "ModelFormatError",
    "truncated",
    5,
    true,
  ]);
  const missing = new MissingDependencyError("some-library", "the sentence model");
  expect([missing.name, missing.dependency, missing.message]).toEqual([
    "MissingDependencyError",
    "some-library",
    'the sentence model needs "some-library", which is not installed. Run: npm install some-library',
  ]);
});
