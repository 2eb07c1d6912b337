import { expect, test } from "vitest";
import { emergingSegments } from "../../../src/monitoring";
import { emergingUsers } from "../../helpers/emerging-users";

const { later, planted, model, extended } = await emergingUsers();

test("nothing new among users like those before is an answer", async () => {
  const { segments, rest, reason } = await emergingSegments(model, later);
  expect(segments).toEqual([]);
  expect(rest.current).toBeGreaterThan(10);
  expect(reason).toMatch(/^nothing new: the \d+ users far from all segments form no group of 10 or more/u);
  const found = await emergingSegments(model, []);
  await expect((await model.edit({ rename: { s1: "Whales" } })).extend(found)).rejects.toThrow(RangeError);
});

test("what was found is not found again", async () => {
  const again = await emergingSegments(extended, [...later, ...planted]);
  expect(again.segments).toEqual([]);
  expect(await extended.extend(again)).toBe(extended);
});
