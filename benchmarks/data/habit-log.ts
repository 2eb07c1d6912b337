import { duckdbRows } from "../../src/warehouse";

/**
 * A log of so many users, some ten actions each, made by DuckDB as it is written: nine users in ten have one of 400 habits, and at
 * one step in twenty do something else; the others act at random.
 */
function habitLog(users: number): string {
  const random = (...parts: string[]) => `(hash(${parts.join(", ")}) % 1000000) / 1000000.0`;
  const habit = `case when ${random("u", "1")} < 0.9 then (hash(u, 2) % 400)::bigint else 400 + u end`;
  const owners = `select u, ${habit} as habit from range(${users}) as users (u)`;
  const lengths = `select u, habit, 2 + (19 * ${random("habit", "3")})::bigint as steps from (${owners})`;
  const steps = `select u, habit, unnest(range(steps)) as step from (${lengths})`;
  return `select 'user_' || u as user_id,
      'ACTION_' || case when ${random("u", "step", "4")} < 0.05 then hash(u, step, 5) % 30 else hash(habit, step, 6) % 30 end as event,
      timestamp '2026-01-05' + to_seconds((hash(u, 7) % 2592000 + step * 3600 + hash(u, step, 8) % 3600)::bigint) as "timestamp"
    from (${steps})`;
}

/** Writes that log to a file, in the format of its name. */
export async function writeHabitLog(path: string, users: number): Promise<void> {
  const format = path.endsWith(".csv") ? "format csv, header" : "format parquet";
  for await (const _ of duckdbRows(`copy (${habitLog(users)}) to '${path}' (${format})`));
}
