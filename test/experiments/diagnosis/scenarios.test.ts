import { describe, expect, test } from "vitest";
import { diagnoseSegment, formatDiagnosis } from "../../../src/experiments";
import { SCENARIOS } from "../../helpers/diagnosis-scenarios";
import { size } from "../../helpers/size";

const SEEDS = size(1, 6);

// the full table is test/gates/diagnosis.gate.ts
describe.each(SCENARIOS.map((kind) => [kind.name, kind] as const))("%s", (_, { planted, make }) => {
  test("is reported first, nearly always", async () => {
    let right = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { model, data, options } = await make(seed);
      const diagnosis = await diagnoseSegment(model, data, options);
      const first = diagnosis.evidence[0]?.cause;
      if (first === undefined ? planted.length === 0 : planted.includes(first)) right += 1;
      for (const { explains, figure, interval } of diagnosis.evidence) {
        expect(explains).toBeGreaterThanOrEqual(0.1);
        expect(explains).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeLessThanOrEqual(figure);
        expect(interval.upper).toBeGreaterThanOrEqual(figure);
      }
      expect(formatDiagnosis(diagnosis)).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(right).toBeGreaterThanOrEqual(Math.ceil(0.8 * SEEDS));
  });
});
