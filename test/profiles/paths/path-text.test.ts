import { expect, test } from "vitest";
import { pathText } from "../../../src/profiles/paths/path-text";

const text = (actions: readonly string[]) => pathText(actions.length, (i) => actions[i]!);

test("runs are one step", () => {
  expect(text(["A"])).toBe("A");
  expect(text(["A", "B", "B", "B", "A"])).toBe("A -> B ×3 -> A");
  expect(text(Array(100_000).fill("A"))).toBe("A ×100,000");
});

test("of more than twelve steps the middle is left out, and reported", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  expect(text(letters.slice(0, 12))).toBe("A -> B -> C -> D -> E -> F -> G -> H -> I -> J -> K -> L");
  expect(text(letters.slice(0, 13))).toBe("A -> B -> C -> D -> E -> F -> G -> … 2 more … -> J -> K -> L -> M");
  expect(text([...letters, ...letters, "Z"])).toBe(
    "A -> B -> C -> D -> E -> F -> G -> … 41 more … -> W -> X -> Y -> Z ×2",
  );
});
