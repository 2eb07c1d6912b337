import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { nameSteps } from "./name-steps";
import { type Step, selectFrom } from "./steps";

/** A number for each name, in the order of their bytes: the same whenever the log is the same. */
export function codesStep(settings: WarehouseSettings, dialect: Dialect): Step {
  const { step, column } = nameSteps(settings, dialect);
  const distinct = `(select distinct ${column} as code_name from ${step.replace("\n", " ")}) as names`;
  return {
    name: "seqment_codes",
    sql: selectFrom(["code_name", "row_number() over (order by code_name) - 1 as code"], distinct),
  };
}
