import fc from "fast-check";
import { expect, test } from "vitest";
import { labelsWithin } from "../../src/report/views/labels-within";
import { textWidth } from "../../src/report/views/text";
import { uniqueLabels } from "../../src/report/views/unique-labels";
import { Cases } from "../helpers/cases";

const atMost =
  (length: number) =>
  (name: string, end = "") =>
    name.length + end.length <= length ? name + end : `${name.slice(0, length - 1 - end.length)}…${end}`;

test("names that are cut to the same text begin at the word in which they differ", () => {
  const names = ["checkout_payment_card_entered", "checkout_payment_card_refused", "checkout_done"];
  expect(uniqueLabels(names, atMost(20))).toEqual(["…entered", "…refused", "checkout_done"]);
});

test("of three, two of which differ later, each differs", () => {
  const names = ["shop/list/shoes/red/open", "shop/list/shoes/red/close", "shop/list/shirts/blue/open"];
  expect(uniqueLabels(names, atMost(12))).toEqual(["…open", "…close", "…shirts/blu…"]);
});

test("names that differ nowhere are numbered", () => {
  expect(uniqueLabels(["A", "another action", "another action"], atMost(9))).toEqual(["A", "another …", "anot… (2)"]);
});

test("no two labels are alike and none is longer than its room, whatever the names", () => {
  const cases = new Cases("fits", "too long or again");
  const name = fc.array(fc.constantFrom("a", "b", "_", "long", "LOGIN"), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (parts) => {
      const names = parts.map((part) => part.join(""));
      const labels = labelsWithin(90, names);
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(textWidth(label)).toBeLessThanOrEqual(90 + textWidth("…"));
      names.forEach((full, i) => {
        const fits = textWidth(full) <= 90 && names.indexOf(full) === i;
        if (cases.when("fits", fits, "too long or again")) expect(labels[i]).toBe(full);
      });
    }),
    { numRuns: 100 },
  );
  cases.expectAll(100);
});
