import { beforeAll, expect, test } from "vitest";
import { type Decision, openRegistry, promote, type RegistryExport } from "../../../src/registry";
import { renderDecision } from "../../../src/report";
import { memoryStore } from "../../../src/stores";
import { decisionOn, registryModels } from "../../helpers/registry-models";

let decision: Decision;
let registry: RegistryExport;
beforeAll(async () => {
  const { first, second, third } = await registryModels();
  const hostile = await first.edit({ rename: { s1: '<b>"A" & B</b>' } });
  const opened = await openRegistry(memoryStore({ now: () => 1 }), { now: () => 1_700_000_000_000, by: "<i>eve</i>" });
  for (const model of [first, hostile, second, third]) await opened.register(model);
  await opened.decide(await decisionOn(hostile, null), { why: "</td><script>" });
  const holdout = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array<string>(20).fill(path));
  decision = await promote(third, { champion: hostile, holdout, gates: { churn: 0.01, drift: false } });
  await opened.decide(decision);
  registry = await opened.export();
});

test("a page that holds what the decision and the registry say, and no markup of theirs", async () => {
  const page = await renderDecision(decision, { title: "Week 7", registry });
  expect(page).toContain("<title>Week 7</title>");
  for (const { text } of decision.gates) expect(page).toContain(text.replaceAll("'", "&#39;"));
  for (const { id } of decision.segments) expect(page).toContain(`<td class="whole">${id}</td>`);
  expect(page).toContain("The candidate is version 4, the champion version 2.");
  expect(page).toMatch(/2023-11-14 22:13<\/td><td class="whole">&lt;i&gt;eve/);
  for (const heading of ["Gates", "Where users go", "Shares", "Lineage", "Log"])
    expect(page).toContain(`>${heading}</h`);
  expect(page).not.toMatch(/<b>|<i>|<script|NaN|undefined|Infinity/);
  expect(await renderDecision(JSON.parse(JSON.stringify(decision)), { title: "Week 7", registry })).toBe(page);
});

test("bands leave and enter each bar as a whole", async () => {
  const page = await renderDecision(decision);
  const drawing = /<svg[^>]*aria-label="Users by their segment before and after">.*?<\/svg>/s.exec(page)![0];
  const bands = [...drawing.matchAll(/<path d="M\d+ ([\d.]+)C[^V]*V([\d.]+)C/g)];
  expect(bands).toHaveLength(decision.flows.length);
  const bars = [...drawing.matchAll(/<rect x="\d+" y="[\d.]+" width="14" height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  );
  expect(bars.reduce((sum, height) => sum + height, 0)).toBeCloseTo(600, 0); // 300 on either side
  expect(page).not.toContain('id="log"');
});

test("is of a decision only", async () => {
  await expect(renderDecision({} as never)).rejects.toThrow('"decision.candidate" expected the hash of a model');
  await expect(renderDecision(decision, { registry: {} as never })).rejects.toThrow(
    '"registry" expected what registry.export() gives',
  );
  await expect(renderDecision(decision, { registry: { versions: [] } as never })).rejects.toThrow("expected what");
});
