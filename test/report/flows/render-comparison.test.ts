import { describe, expect, test } from "vitest";
import { compareGroups } from "../../../src/profiles";
import { renderComparison } from "../../../src/report";
import { sequencesFrom } from "../../../src/sequences";

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const paths = [
  ["look", HOSTILE],
  ["look", "pay"],
].flatMap((path) => Array<string[]>(60).fill(path));
const arms = paths.map((_, i) => (i % 10 < 7 === i < 60 ? "<b>new</b>" : "old"));
const sequences = await sequencesFrom(paths);
const options = { a: "<b>new</b>", b: "old", funnel: ["look", "pay"] };
const comparison = await compareGroups(sequences, arms, options);

describe("the page", () => {
  test("shows what differs, with what is compared by kind, and a funnel", async () => {
    const page = await renderComparison(comparison, { title: "Pages", decision: "Keep the old one." });
    for (const heading of ["What surely differs", "The funnel", "The first steps of both", "What follows what"]) {
      expect(page).toContain(`>${heading}</h`);
    }
    expect(page).toContain("<strong>Keep the old one.</strong>");
    expect(page).toContain("<title>Pages</title>");
    expect(page).toContain("the same users: ");
    expect(page).not.toContain("NaN");
    expect(await renderComparison(comparison, { title: "Pages", decision: "Keep the old one." })).toBe(page);
  });

  test("holds no markup of the data, no script, and loads nothing", async () => {
    const page = await renderComparison(comparison);
    expect(page).not.toContain("<img");
    expect(page).not.toContain("<b>new");
    expect(page).not.toContain("<script");
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(/(src|href)="(?!#)/);
  });

  test("of groups that do not differ has no table of what does", async () => {
    const halves = paths.map((_, i) => (i % 2 ? "a" : "b"));
    const page = await renderComparison(await compareGroups(sequences, halves, { a: "a" }));
    expect(page).toContain("No difference found among");
    expect(page).not.toContain("surely different");
    const few = await compareGroups(await sequencesFrom(["a", "b"]), [1, 2], { a: 1 });
    expect(await renderComparison(few)).toContain("Nothing could be compared");
  });

  test("is of a comparison only", async () => {
    await expect(renderComparison({} as never)).rejects.toThrow(
      new TypeError('"comparison" expected what compareGroups gives, got an object (Object)'),
    );
    await expect(renderComparison(comparison, { titel: "x" } as never)).rejects.toThrow('did you mean "title"?');
  });
});
