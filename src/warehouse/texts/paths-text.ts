import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { codesStep } from "./codes-step";
import { logStep } from "./log-step";
import { nameSteps } from "./name-steps";
import { pathSteps } from "./path-steps";
import { selectFrom, withSteps } from "./steps";

/** The distinct paths with their weights, or a sample of them. */
export function pathsText(settings: WarehouseSettings, dialect: Dialect): string {
  const isCut = settings.maxLength !== undefined;
  const columns = (weight: string, inputs: string, tokens: string) => [
    "path",
    "length",
    `count(*) as ${weight}`,
    isCut && `sum(case when lost > 0 then 1 else 0 end) as ${inputs}`,
    isCut && `sum(lost) as ${tokens}`,
  ];
  const { steps } = pathSteps(settings, dialect);
  const counted = (...names: [string, string, string]) =>
    selectFrom(columns(...names), "seqment_paths\ngroup by path, length");
  if (settings.sample === undefined) return withSteps(steps, counted("weight", "cut_inputs", "cut_tokens"));
  // ClickHouse takes a column of the result before one of the same name that it is made of
  const drawnFrom = { name: "seqment_counted", sql: counted("inputs", "inputs_cut", "tokens_cut") };
  return withSteps([...steps, drawnFrom], sampled(settings.sample, settings, dialect));
}

/**
 * Paths drawn with a probability proportional to their weight, those of `sample` inputs and more for certain (Särndal,
 * Swensson & Wretman 1992, Model Assisted Survey Sampling, section 3.6.2: Poisson sampling proportional to size).
 */
function sampled(sample: number, { seed, maxLength }: WarehouseSettings, dialect: Dialect): string {
  const whole = `path is null or inputs >= ${sample}`;
  const hash = dialect.hash(`${dialect.literal(`${seed}:`)} || path`);
  const estimate = (count: string) => {
    const scaled = dialect.bigint(`floor(${dialect.double(count)} * ${sample} / inputs)`);
    return `case when ${whole} then ${count} else ${scaled} end`;
  };
  return selectFrom(
    [
      "path",
      "length",
      `case when ${whole} then inputs else ${sample} end as weight`,
      maxLength !== undefined && `${estimate("inputs_cut")} as cut_inputs`,
      maxLength !== undefined && `${estimate("tokens_cut")} as cut_tokens`,
    ],
    `seqment_counted\nwhere ${whole} or mod(${hash}, ${sample}) < inputs`,
  );
}

/** The actions of the log as they are, with their counts. */
export function vocabularyText(settings: WarehouseSettings, dialect: Dialect): string {
  const counted = selectFrom(["a as action", "count(*) as occurrences"], "seqment_log\ngroup by a");
  return withSteps([logStep(settings, dialect)], counted);
}

/** The names behind the numbers in paths. */
export function codesText(settings: WarehouseSettings, dialect: Dialect): string {
  const steps = [logStep(settings, dialect), ...nameSteps(settings, dialect).steps, codesStep(settings, dialect)];
  return withSteps(steps, selectFrom(["code", "code_name as name"], "seqment_codes"));
}
