import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { type Events, readEvents } from "../../../src";
import { sharedData } from "../../helpers/shared-data";
import { anyLog } from "../../helpers/warehouse-logs";
import type { FileRow } from "./engine";

/** A log as a file for databases and as rows for the library. */
export interface LogFile {
  readonly path: string;
  readonly rows: readonly FileRow[];
}

/** The same rows as the library reads them: of equal times in the order of `order`. */
export async function readLog(
  { rows }: LogFile,
  { withSession, order, time }: { withSession: boolean; order: "number" | "name"; time: "us" | "ns" },
): Promise<Events> {
  const bytes = (row: FileRow) => Buffer.from(row.a ?? "");
  const sorted = rows.toSorted((x, y) =>
    order === "number"
      ? x.o - y.o
      : Buffer.compare(bytes(x), bytes(y)) || Buffer.compare(Buffer.from(x.s ?? ""), Buffer.from(y.s ?? "")),
  );
  const session = withSession ? { session: "s" } : {};
  return readEvents(sorted, { user: "u", action: "a", time, timeUnit: time, ...session });
}

/** Some hundred random logs in one: names that trip SQL up, ties, missing values, pauses a nanosecond from the limit. */
export async function randomLog(folder: string, logs: number): Promise<LogFile> {
  const nanoseconds = fc.constantFrom("000", "000", "001", "999", "500");
  const sampled = fc.sample(fc.tuple(anyLog, fc.array(nanoseconds, { minLength: 40, maxLength: 40 })), {
    numRuns: logs,
    seed: 7,
  });
  const rows = sampled.flatMap(([log, below], i) =>
    log.map(({ user, action, us, session, seq }): FileRow => {
      const u = user && user.length > 2 ? `${user} ${i}` : user; // short ones mean none
      return {
        u,
        a: action,
        s: session,
        us: us === null ? null : String(us),
        ns: us === null ? null : `${us}${below[seq]}`,
        o: seq,
      };
    }),
  );
  return written(folder, "random", rows);
}

/** A log of the shared data; `o` is the number of the row. */
export async function sharedLog(folder: string, name: string): Promise<LogFile> {
  const path = sharedData(`${name}/events.csv.gz`);
  if (path === undefined) throw new Error(`${name} is needed`);
  const { users, actions, offsets, action, time } = await readEvents(path, {
    user: "user_id",
    action: "event",
    time: "timestamp",
  });
  const rows = users.flatMap((u, user) =>
    Array.from({ length: offsets[user + 1]! - offsets[user]! }, (_, i): FileRow => {
      const o = offsets[user]! + i;
      const us = String(Math.round(time[o]! * 1000));
      return { u, a: actions[action[o]!]!, s: null, us, ns: `${us}000`, o };
    }),
  );
  return written(folder, name, rows);
}

async function written(folder: string, name: string, rows: readonly FileRow[]): Promise<LogFile> {
  const path = join(folder, `${name}.ndjson`);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return { path, rows };
}
