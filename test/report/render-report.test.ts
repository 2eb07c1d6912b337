import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments, renderReport } from "../../src";
import { segmentMapSvg, stepMatrixSvg } from "../../src/report";
import { escapeHtml } from "../../src/report/html";
import { demoEvents } from "../helpers/demo-paths";
import { HOSTILE, hostileModel } from "../helpers/report-models";
import { dataOfPage, deadLinks } from "../helpers/report-parts";

const model = await fitSegments((await demoEvents(300)).events, { seed: 7 });
const page = await renderReport(model);

describe("renderReport", () => {
  test("gives the same bytes again, also of the loaded model", async () => {
    expect(await renderReport(model)).toBe(page);
    expect(await renderReport(await loadSegments(await model.toBytes()))).toBe(page);
  });

  test("has a strict policy, whose hashes are those of its one script and one style sheet", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!.replaceAll("&#39;", "'");
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text!);
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy).toBe(
      `default-src 'none'; script-src ${hash(scripts[0]!)}; style-src ${hash(styles[0]!)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ style=| on\w+=|(?:src|href)="(?!#)/);
  });

  test("names no user, and writes hostile names as text", async () => {
    const hostile = await renderReport(await hostileModel(), { title: HOSTILE.image });
    expect(hostile).toContain("<h1>&lt;img src=x onerror=alert(2)&gt;</h1>");
    expect(/alert\(3\)|<img|[\u2028\u2029]/.exec(hostile)?.[0]).toBeUndefined();
    expect(hostile.match(/<\/script>/g)).toHaveLength(2);
    expect(JSON.stringify(await dataOfPage(hostile))).not.toContain("alert(3)");
    expect(page).not.toContain("player_0");
    expect(JSON.stringify(await dataOfPage(page))).not.toContain("player_0");
  });

  test("draws a sample where points are too many or take too much room, and says so", async () => {
    const all = model.sequences.weights.length;
    expect(page).not.toContain("paths are drawn");
    expect(await renderReport(model, { maxPoints: 50 })).toContain(`50 of ${all} paths`);
    const small = Buffer.byteLength(page) - 1000;
    const fitted = await renderReport(model, { maxBytes: small });
    expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(small);
    expect(Number(/(\d+) of \d+ paths are drawn/.exec(fitted)![1])).toBeGreaterThan(all / 3);
    await expect(renderReport(model, { maxBytes: 100_000 })).rejects.toThrow(
      /^"maxBytes" expected at least \d+ for this model, got 100000$/,
    );
  });

  test("shows edits and the parts of segments, hostile names as text, and no dead link", async () => {
    const named = await model.edit({ rename: { s1: "<b>Whales</b> & co" }, merge: [["s2", "s3"]] });
    const { model: deeper } = await named.refine("s1", {
      projection: false,
      clustering: { segments: 2 },
      anyway: true,
    });
    const edited = await renderReport(deeper);
    expect(edited).toContain("<summary>Edited by hand</summary>");
    expect(edited).toContain("made by hand.</h2>");
    expect(edited).toContain('<h2 id="parts">Split further</h2>');
    for (const name of deeper.children.get("s1")!.segments.map(({ name }) => name))
      expect(edited).toContain(escapeHtml(name));
    expect(edited).toContain("&lt;b&gt;Whales&lt;/b&gt; &amp; co");
    expect(edited).not.toContain("<b>Whales");
    expect(deadLinks(edited)).toEqual([]);
    expect(await renderReport(await loadSegments(await deeper.toBytes()))).toBe(edited);
    expect(page).not.toContain("Edited by hand");
  });

  test("keeps paths of few to itself", async () => {
    const shared = await renderReport(model, { minPathMembers: 1000 });
    expect(shared).toContain("paths taken by fewer than 1000 users are not shown");
    expect(shared).not.toContain('<ul class="paths"><li>');
    const { exemplars } = model.segments[0]!.paths;
    expect(exemplars[0]!.members).toBeLessThan(1000);
    expect(JSON.stringify(await dataOfPage(shared))).not.toContain(exemplars[0]!.path);
    expect(JSON.stringify(await dataOfPage(page))).toContain(exemplars[0]!.path);
  });

  test("numbers segments from 1 for people, and every link of it leads somewhere", () => {
    for (const { segment, name } of model.segments) {
      expect(page).toContain(`id="segment-${segment + 1}"`);
      expect(page).toContain(`>${segment + 1} ${name.replaceAll(">", "&gt;")}</option>`);
    }
    expect(page).not.toContain('id="segment-0"');
    expect(deadLinks(page)).toEqual([]);
  });

  test("says what the words mean that it links, and folds figures", () => {
    for (const term of ["bits", "stability", "cohesion", "none", "q"]) {
      expect(page).toContain(`href="#term-${term}"`);
      expect(page).toContain(`id="term-${term}"`);
    }
    const verdict = /<section class="verdict"[\s\S]*?<details>/.exec(page)![0];
    const { headline, why } = model.verdict.words;
    expect(verdict).toContain(`<h2 id="verdict">${headline}</h2><p class="headline">${escapeHtml(why)}`);
  });

  test("says nothing about 0 ms, and gives the same figures in words and bars", () => {
    expect(page.replace(/<script>[\s\S]*<\/script>/, "")).not.toMatch(/\b0 ms\b/);
  });

  test.each([
    ["one user", ["A -> B"]],
    ["identical users", Array<string>(40).fill("A -> B -> B")],
    ["users who have nothing in common", Array.from({ length: 30 }, (_, i) => `A${i} -> B${i}`)],
    ["one long path among short ones", [...Array<string>(30).fill("A"), Array<string>(20_000).fill("B").join(" -> ")]],
  ])("renders %s", async (_, paths) => {
    const minClusterSize = Math.max(2, Math.min(10, paths.length));
    const clustering = { method: "hdbscan", minClusterSize } as const;
    const odd = paths.length > 1 ? await fitSegments(paths, { clustering }) : await oneUser(paths);
    const text = await renderReport(odd);
    expect(text).toContain("</html>");
    expect(/NaN|Infinity|undefined/.exec(text.replace(/<script>[\s\S]*<\/script>/, ""))?.[0]).toBeUndefined();
  });

  test("renders a model without a picture", async () => {
    const blind = await fitSegments((await demoEvents(60)).events, { projection: false });
    expect(await renderReport(blind)).toContain("fitted without a map");
    expect(() => segmentMapSvg(blind)).toThrow(
      '"model" expected a model with a picture, got one with projection "none"',
    );
  });

  test("refuses wrong options, stops when asked to, reports progress", async () => {
    await expect(renderReport(model, { maxPoints: -1 })).rejects.toThrow(
      '"maxPoints" expected an integer >= 0 and <= 10000000, got -1',
    );
    await expect(renderReport(model, { titel: "x" } as never)).rejects.toThrow(
      '"titel" is not an option; did you mean "title"?',
    );
    await expect(renderReport(model, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    const fractions: number[] = [];
    await renderReport(model, { onProgress: ({ fraction }) => fractions.push(fraction) });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });
});

/** One user is fewer than any segment: two alike are made one. */
function oneUser([path]: readonly string[]) {
  return fitSegments([path!, path!], { clustering: { method: "hdbscan", minClusterSize: 2 } });
}

describe("drawings that stand alone", () => {
  test.each(["light", "dark"] as const)("the map, %s: every path a point, every segment named", (theme) => {
    const svg = segmentMapSvg(model, { theme });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="800" height="560"/);
    expect(svg).not.toMatch(/var\(|style=|class=|NaN/);
    // discs, and the crosses of unassigned inputs
    expect(svg.match(/M[\d.]+ [\d.]+(h0|m0 )/g)).toHaveLength(model.sequences.weights.length);
    for (const { segment } of model.segments) expect(svg).toMatch(new RegExp(`>${segment + 1}(\u00a0|<)`));
    expect(segmentMapSvg(model, { theme, maxPoints: 10 }).match(/(h0|m0 )/g)).toHaveLength(10);
  });

  test("the steps: shares of members as they are", () => {
    const [profile] = model.segments;
    const svg = stepMatrixSvg(profile!);
    expect(svg).not.toMatch(/var\(|style=|NaN/);
    const first = profile!.flow.stepMatrix.actions[0]!;
    const share = profile!.flow.stepMatrix.shares[0]!.find((value) => value >= 0.005)!;
    const step = profile!.flow.stepMatrix.shares[0]!.indexOf(share) + 1;
    expect(svg).toContain(`<title>${first}, step ${step}: `);
    expect(() => stepMatrixSvg(profile!, { theme: "blue" as never })).toThrow(
      '"theme" expected "light" or "dark", got "blue"',
    );
  });
});
