import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { orderColumns } from "./log-step";
import { type Step, selectFrom } from "./steps";

/** Steps that rename actions and replace rare ones, and where the names are then. */
export interface NameSteps {
  readonly steps: readonly Step[];
  /** The step to go on from, with its `where` clause. */
  readonly step: string;
  /** Its column of names. */
  readonly column: string;
}

/** Without new names and rare actions the names are those of the log. */
export function nameSteps(settings: WarehouseSettings, dialect: Dialect): NameSteps {
  const { rename, minCount, unknownToken, columns } = settings;
  const carried = ["u", ...(columns.session === undefined ? [] : ["s"]), "t", ...orderColumns(settings), "a", "ms"];
  const steps: Step[] = [];
  let step = "seqment_log";
  let column = "a";
  if (rename && rename.size > 0) {
    const cases = [...rename].map(([action, name]) => {
      return `when ${dialect.literal(action)} then ${name === null ? "null" : dialect.literal(name)}`;
    });
    steps.push({
      name: "seqment_renamed",
      sql: selectFrom([...carried, `case a ${cases.join(" ")} else a end as new_name`], "seqment_log"),
    });
    step = "seqment_renamed\nwhere new_name is not null and new_name <> ''";
    column = "new_name";
  }
  if (minCount > 1) {
    const rare = `case when count(*) over (partition by ${column}) < ${minCount} then ${dialect.literal(unknownToken)} else ${column} end`;
    steps.push({ name: "seqment_named", sql: selectFrom([...carried, `${rare} as name`], step) });
    step = "seqment_named";
    column = "name";
  }
  return { steps, step, column };
}
