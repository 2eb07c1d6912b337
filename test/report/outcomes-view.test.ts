import { expect, test } from "vitest";
import { fitSegments } from "../../src";
import { outcomes } from "../../src/profiles";
import { renderReport } from "../../src/report";
import { PAGE_COLORS } from "../../src/report/colors";
import { outcomesView } from "../../src/report/views/outcomes-view";

const labels = [0, 1, 2, -1].flatMap((label) => Array<number>(20).fill(label));
const segments = [{ name: "<b>buyers" }, { name: "readers" }, { name: "rest" }];
const converted = labels.map((label, i) => (i % 10 === 9 ? null : i % 10 < (label === 1 ? 8 : 1)));
const country = labels.map((_, i) => ["SE", "DE"][i % 2]!);
const revenue = labels.map((label, i) => label + (i % 3));
const found = await outcomes({ labels, segments }, { country, revenue, converted }, { outcome: "converted" });

test("shows the outcome first, the best segment first, those in none last and untested", () => {
  const text = outcomesView(found, PAGE_COLORS)!.text;
  expect(text).toContain('<h2 id="outcomes">Which segment leads in converted?</h2>');
  expect(text).toMatch(
    /<strong>Highest share with converted: 2 readers, \d+% \(\d+% to \d+%\), elsewhere \d+%\.<\/strong>/,
  );
  const titles = [...text.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title);
  expect(titles).toEqual(["converted", "country", "revenue"]);
  const first = text.slice(text.indexOf("<h3>converted"), text.indexOf("<h3>country"));
  const rows = [...first.matchAll(/<th scope="row">.*? (\d · [^<]*|in no segment)<\/th>/g)].map(([, title]) => title);
  expect(rows[0]).toBe("2 · readers");
  expect(rows.at(-1)).toBe("in no segment");
  expect(text).not.toContain("<b>buyers");
  expect(text).toContain("&lt;b&gt;buyers");
});

test("stands in the page where it is given, and nowhere else", async () => {
  const model = await fitSegments(
    ["A -> B", "C -> D"].flatMap((path) => Array(20).fill(path)),
    { projection: false },
  );
  const paid = Array.from(model.labels, (label) => label === 0);
  const compared = await outcomes(model, { paid }, { outcome: "paid" });
  const page = await renderReport(model, { outcomes: compared });
  expect(page).toContain('<a href="#outcomes">Which segment leads in paid?</a>');
  expect(page).toContain('<h2 id="outcomes">');
  expect(page).toBe(await renderReport(model, { outcomes: compared }));
  expect(await renderReport(model)).not.toContain("#outcomes");
  await expect(renderReport(model, { outcomes: [] as never })).rejects.toThrow(
    '"outcomes" expected a comparison by outcomes()',
  );
});
