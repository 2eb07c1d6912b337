import { expect, test } from "vitest";
import { renamedActions } from "../../../src/monitoring/drift/renamed-actions";

const pathsOf = (...texts: string[]) => {
  const lists = texts.map((text) => text.split(" "));
  return { lists, weights: Float64Array.from(lists, () => 1) };
};
const sides = (gone: string, appeared: string) => ({
  gone: [{ action: gone, inputs: 1, share: 0.5 }],
  appeared: [{ action: appeared, inputs: 1, share: 0.5 }],
});
test("an action that mostly follows itself is found under its other name", () => {
  const earlier = pathsOf("OPEN LIVE LIVE LIVE LIVE CLOSE", "OPEN LIVE LIVE LIVE CHAT LIVE CLOSE");
  const later = pathsOf(
    "OPEN LIVE_TV LIVE_TV LIVE_TV LIVE_TV CLOSE",
    "OPEN LIVE_TV LIVE_TV LIVE_TV CHAT LIVE_TV CLOSE",
  );
  expect(renamedActions(earlier, later, sides("LIVE", "LIVE_TV"))).toEqual([
    { from: "LIVE", to: "LIVE_TV", similarity: 1 },
  ]);
});

test("one that follows itself is none that stands elsewhere", () => {
  const earlier = pathsOf("OPEN LIVE LIVE CLOSE");
  const later = pathsOf("SEARCH HELP HELP QUIT");
  expect(renamedActions(earlier, later, sides("LIVE", "HELP"))).toEqual([]);
});
