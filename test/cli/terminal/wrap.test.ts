import fc from "fast-check";
import { expect, test } from "vitest";
import { wrapText } from "../../../src/cli/terminal/wrap";

test("lines are broken at spaces and go on further in", () => {
  const line = "  does     PURCHASE_BOOST 98% (2% elsewhere), LEVEL_5_FAIL 97% (20% elsewhere)";
  expect(wrapText(`Segment 1\n${line}`, 50)).toBe(
    "Segment 1\n  does     PURCHASE_BOOST 98% (2% elsewhere),\n    LEVEL_5_FAIL 97% (20% elsewhere)",
  );
  expect(wrapText(line, undefined)).toBe(line);
  expect(wrapText(line, 12)).toBe(line); // too narrow for anything
});

test("no word is lost, and only a word that is too long is wider", () => {
  const word = fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom("a", "é", "7", "-") });
  fc.assert(
    fc.property(fc.array(fc.array(word), { maxLength: 4 }), fc.integer({ min: 40, max: 120 }), (lines, columns) => {
      const text = lines.map((words) => words.join(" ")).join("\n");
      const wrapped = wrapText(text, columns);
      expect(wrapped.split(/\s+/)).toEqual(text.split(/\s+/));
      for (const line of wrapped.split("\n")) {
        expect(line.length <= columns || line.trim().split(" ").length === 1).toBe(true);
      }
    }),
  );
});
