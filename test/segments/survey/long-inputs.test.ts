import { expect, test } from "vitest";
import { fitSegments, readEvents, renderReport } from "../../../src";

test("a user of nearly half of all actions is noted by position, and no name is saved or shown", async () => {
  const rows = Array.from({ length: 60 }, (_, user) =>
    Array.from({ length: user === 7 ? 400 : 8 }, (_, i) => {
      return { user: `secret-${user}`, action: (user % 2 ? "ABC" : "XYZ")[i % 3]!, time: new Date(1000 * i + user) };
    }),
  ).flat();
  const model = await fitSegments(readEvents(rows, { user: "user", action: "action", time: "time" }));
  expect(model.report.notes.join("\n")).toContain("input 7 holds 46% of all actions");
  expect(model.ids?.[7]).toBe("secret-7");
  const saved = new TextDecoder("latin1").decode(await model.toBytes());
  expect(saved).toContain("input 7 holds");
  expect(saved).not.toContain("secret-");
  expect(await renderReport(model)).not.toContain("secret-");
});
