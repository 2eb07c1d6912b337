import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { codesStep } from "./codes-step";
import { logStep } from "./log-step";
import { nameSteps } from "./name-steps";
import { pathSteps } from "./path-steps";
import { selectFrom, withSteps } from "./steps";

/** The distinct paths with their weights. */
export function pathsText(settings: WarehouseSettings, dialect: Dialect): string {
  const isCut = settings.maxLength !== undefined;
  const columns = [
    "path",
    "length",
    "count(*) as weight",
    isCut && "sum(case when lost > 0 then 1 else 0 end) as cut_inputs",
    isCut && "sum(lost) as cut_tokens",
  ];
  return withSteps(pathSteps(settings, dialect).steps, selectFrom(columns, "seqment_paths\ngroup by path, length"));
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
