import { expect, test } from "vitest";
import { diagnoseSegment } from "../../../src/experiments";
import { renderDiagnosis } from "../../../src/report";
import { SCENARIOS } from "../../helpers/diagnosis-scenarios";

test.each(SCENARIOS.map((kind) => [kind.name, kind] as const))(
  "%s: a page that holds what the diagnosis says",
  async (_, { make }) => {
    const { model, data, options } = await make(2);
    const hostile = { ...options, metric: "<b>spend</b>" };
    const diagnosis = await diagnoseSegment(model, data, hostile);
    const page = await renderDiagnosis(diagnosis, { title: "Why" });
    expect(page).toContain("<title>Why</title>");
    expect(page).toContain(diagnosis.advice);
    for (const { cause } of [...diagnosis.evidence, ...diagnosis.others])
      expect(page).toContain(`<strong>${cause}</strong>`);
    expect(page.includes("Refined definition")).toBe(diagnosis.refined !== null);
    expect(page).not.toMatch(/<b>|<script|NaN|undefined/);
    expect(await renderDiagnosis(diagnosis, { title: "Why" })).toBe(page);
  },
);

test("is of a diagnosis only", async () => {
  await expect(renderDiagnosis({} as never)).rejects.toThrow('"diagnosis" expected what diagnoseSegment gives');
});
