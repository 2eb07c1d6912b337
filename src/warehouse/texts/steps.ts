/**
 * A named part of a `with` clause. Names begin with `seqment_`, for ClickHouse takes a table for the part of that name even
 * within it.
 */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** The `with` clause of the steps, and what is selected from them. */
export function withSteps(steps: readonly Step[], select: string): string {
  const parts = steps.map(({ name, sql }) => `${name} as (\n${indented(sql)}\n)`);
  return `with ${parts.join(",\n")}\n${select}\n`;
}

/** `select` with a column a line. */
export function selectFrom(columns: readonly (string | false)[], from: string): string {
  const given = columns.filter((column) => column !== false);
  return `select\n${given.map((column) => `  ${column}`).join(",\n")}\nfrom ${from}`;
}

export function indented(sql: string): string {
  return sql
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
