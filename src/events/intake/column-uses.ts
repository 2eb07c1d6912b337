import type { ColumnUse } from "../types";
import { type ColumnNames, ROLES, type Role } from "./column-names";

/** Counts, for each role that several columns may fill, the events that each of them gave. */
export class ColumnUses {
  readonly #columns: ColumnNames;
  readonly #counts: Readonly<Record<Role, Float64Array>>;
  /** For each role, which of its columns the row under way used; -1 for none. */
  readonly #used: Record<Role, number> = { user: -1, action: -1, time: -1, session: -1, value: -1, end: -1 };
  readonly #roles: readonly Role[];

  constructor(columns: ColumnNames) {
    this.#columns = columns;
    this.#roles = ROLES.filter((role) => columns[role].length > 1);
    const counts = ROLES.map((role) => [role, new Float64Array(columns[role].length)]);
    this.#counts = Object.fromEntries(counts);
  }

  /** Notes which column a role was read from in the row under way. */
  use(role: Role, column: number): void {
    this.#used[role] = column;
  }

  /** The row under way has become an event. */
  count(): void {
    for (const role of this.#roles) if (this.#used[role] >= 0) this.#counts[role][this.#used[role]]! += 1;
  }

  summary(): ColumnUse[] {
    return this.#roles.flatMap((role) =>
      this.#columns[role].map((column, i) => ({ role, column, events: this.#counts[role][i]! })),
    );
  }
}
