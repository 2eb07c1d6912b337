import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../../src";
import { outcomes } from "../../../src/profiles";
import { answersForm, renderCards } from "../../../src/report";
import { escapeHtml } from "../../../src/report/html";
import { demoEvents } from "../../helpers/demo-paths";
import { HOSTILE, hostileModel, wideModel } from "../../helpers/report-models";
import { deadLinks } from "../../helpers/report-parts";
import { size } from "../../helpers/size";

const model = await fitSegments((await demoEvents(size(120, 300))).events, {
  seed: 7,
  embedding: "ngrams",
  clustering: { method: "kmeans", k: 3 },
  projection: false,
});
const page = await renderCards(model);

function sheets(text: string): string[] {
  return text.match(/<article class="sheet"[\s\S]*?<\/article>/g) ?? [];
}

describe("renderCards", () => {
  test("gives a card for each segment, with its id, its size, three real paths and room for an answer", () => {
    const cards = sheets(page);
    expect(cards).toHaveLength(3);
    for (const [i, { name, size, paths }] of model.segments.entries()) {
      const card = cards[i]!;
      expect(card).toContain(`</span> ${name}</h2>`);
      expect(card).toContain(`<span class="id">${model.lineage.ids[i]}</span>`);
      expect(card).toContain(`<strong>${size}</strong> users`);
      expect(card.match(/taken exactly so by/g)).toHaveLength(Math.min(3, paths.exemplars.length));
      expect(card).toContain('<span>Yes</span><span>No</span><span class="other">I would call them:</span>');
    }
    expect(page).not.toMatch(/NaN|undefined|\bnull\b/);
  });

  test("gives the same bytes again, also of the loaded model", async () => {
    expect(await renderCards(await loadSegments(await model.toBytes()))).toBe(page);
  });

  test("has no script, and a policy that allows its two style sheets and nothing else", async () => {
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text!);
    const hashes = styles.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    expect(hashes).toHaveLength(2);
    expect(page.replaceAll("&#39;", "'")).toContain(
      `"default-src 'none'; style-src ${hashes.join(" ")}; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script| style=| on\w+=|(?:src|href)="(?!#|data:text\/csv;)/);
    expect(deadLinks(page.replace(/href="data:[^"]*"/, ""))).toEqual([]);
  });

  test("the cover holds the form", () => {
    const [, form] = /href="data:text\/csv;charset=utf-8;base64,([^"]+)"/.exec(page)!;
    expect(Buffer.from(form!, "base64").toString()).toBe(answersForm(model));
  });

  test("writes hostile names as text, and names no user", async () => {
    const hostile = await renderCards(await hostileModel(), { title: HOSTILE.image, question: "<b>?</b>" });
    expect(hostile).toContain("<h1>&lt;img src=x onerror=alert(2)&gt;</h1>");
    expect(hostile).toContain("&lt;b&gt;?&lt;/b&gt;");
    expect(/<script|<img|<b>\?|alert\(3\)|[\u2028\u2029]/.exec(hostile)?.[0]).toBeUndefined();
    expect(page).not.toContain("player_0");
  });

  test("of 12 segments gives 12 cards, of none a cover that says so", async () => {
    const wide = await renderCards(await wideModel(12, 80));
    expect(sheets(wide)).toHaveLength(12);
    const labels = (rows: number) => new Int32Array(rows).fill(-1);
    const none = await fitSegments(["A -> B", "A -> C", "B -> C"], {
      clustering: { method: "none", cluster: async ({ rows }) => ({ labels: labels(rows) }) },
      projection: false,
    });
    const empty = await renderCards(none);
    expect(sheets(empty)).toEqual([]);
    expect(empty).toContain("No segment, so no card.");
    expect(empty).toContain("3 sequences (100%) are in no segment and on no card.");
    expect(answersForm(none)).toBe("\ufeffid,called,answer,name,how\r\n");
  });

  test("does not show paths of few", async () => {
    const strict = await renderCards(model, { minPathMembers: 10_000 });
    expect(strict).not.toContain("taken exactly so by");
    expect(strict.match(/Each was taken by fewer than 10,000 users: not shown/g)).toHaveLength(3);
  });

  test("shortens long names of actions, and keeps them apart", async () => {
    const long = (end: string) => `${"x".repeat(300)}${end}`;
    const path = [long("A"), long("B"), "𝒳".repeat(80)];
    const text = await renderCards(
      await fitSegments(
        Array.from({ length: 20 }, () => path),
        { projection: false },
      ),
    );
    expect(/x{41}/.exec(text)).toBeNull();
    expect(sheets(text)[0]!.includes(`x…${"x".repeat(14)}A</li><li>`)).toBe(true);
    expect(/\p{Cs}/u.exec(text)).toBeNull();
  });

  test("shows outcomes where they are given", async () => {
    const outcomes = [{ name: "con<verted", sentences: ["14% of them; of others 6%", null] }];
    const cards = sheets(await renderCards(model, { outcomes }));
    expect(cards[0]).toContain("<li><strong>con&lt;verted</strong>: 14% of them; of others 6%</li>");
    expect(cards[1]).not.toContain("What came of it");
    expect(cards[2]).not.toContain("What came of it");
  });

  test("takes the outcome of a comparison as it is", async () => {
    const paid = Array.from(model.labels, (label) => label === 0);
    const { outcome } = await outcomes({ labels: model.labels }, { paid }, { outcome: "paid" });
    const cards = sheets(await renderCards(model, { outcomes: [outcome!] }));
    for (const [i, text] of outcome!.sentences.entries())
      expect(cards[i]).toContain(`<li><strong>paid</strong>: ${escapeHtml(text!)}`);
  });

  test.each([
    [{ title: "" }, '"title" expected a non-empty string, got ""'],
    [{ minPathMembers: 0 }, '"minPathMembers" expected an integer >= 1, got 0'],
    [
      { outcomes: {} },
      '"outcomes" expected an array of outcomes, each with a name and sentences, got an object (Object)',
    ],
    [
      { outcomes: [{ name: "a" }] },
      '"outcomes[0]" expected an outcome with a name and sentences, got an object (Object)',
    ],
    [{ titel: "a" }, '"titel" is not an option; did you mean "title"?'],
  ])("%j is refused", async (options, message) => {
    await expect(renderCards(model, options as never)).rejects.toThrow(message);
  });

  test("takes a model only", async () => {
    await expect(renderCards({} as never)).rejects.toThrow('"model" expected a fitted or loaded model, got an object');
  });
});
