import { describe, expect, test } from "vitest";
import { stepMatrix } from "../../../src/profiles";
import { stepMatrixSvg, stepSankeySvg } from "../../../src/report";
import { sequencesFrom } from "../../../src/sequences";

const HOSTILE = `<script>alert("1")</script>&'`;
const paths = [
  ["look", HOSTILE, "pay"],
  ["look", "pay"],
  ["look", "look", "pay", "look"],
];
const steps = await stepMatrix(await sequencesFrom(paths), { at: "last pay", before: 2, after: 1 });

describe.each([
  ["stepMatrixSvg", stepMatrixSvg],
  ["stepSankeySvg", stepSankeySvg],
] as const)("%s", (_, draw) => {
  test("writes well-formed markup, whatever actions are called", () => {
    const svg = draw(steps);
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;");
    expect(svg.match(/<(?!\/)[a-z]+/g)!.length).toBe(svg.match(/<\/[a-z]+|\/>/g)!.length);
    expect(svg).not.toContain("NaN");
    expect(draw(steps)).toBe(svg);
  });

  test("draws nobody too", async () => {
    const none = await stepMatrix(await sequencesFrom(paths), { at: "nobody" });
    expect(draw(none)).not.toContain("NaN");
  });

  test("has a theme, and refuses what it does not draw", () => {
    expect(draw(steps, { theme: "dark" })).not.toBe(draw(steps));
    expect(() => draw({} as never)).toThrow(TypeError);
    expect(() => draw(null as never)).toThrow(/^"(drawn|steps)" expected /);
  });
});

describe("the Sankey", () => {
  test("has a bar for all that is done at a step, and bands as wide as what leads there", () => {
    const svg = stepSankeySvg(steps, { minShare: 0 });
    expect(svg).toContain("<title>step -1 look → pay: 67%</title>");
    expect(svg).toContain("<title>step 0 pay → path is over: 67%</title>");
    expect(svg).toContain("All steps are drawn.");
    const bars = [...svg.matchAll(/<rect x="300" y="[\d.]+" width="14" height="([\d.]+)"/g)].map(([, h]) => Number(h));
    expect(bars).toEqual([300]);
  });

  test("says what thin bands it leaves out", () => {
    expect(stepSankeySvg(steps, { minShare: 0.5 })).toContain(
      "of all steps are in thinner bands, which are not drawn.",
    );
    expect(() => stepSankeySvg(steps, { minShare: 2 })).toThrow(
      '"minShare" expected a finite number >= 0 and <= 1, got 2',
    );
  });
});
