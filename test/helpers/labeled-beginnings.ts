import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { readEvents } from "../../src/events";
import { sharedData } from "./shared-data";

/** Logs whose users were labeled once, by the default fit of an early version (commit d492ff3, seed 7). */
export const SETS = [
  "demo",
  "hospital_billing",
  "rete_mobile_onboarding",
  "bpic2012",
  "starcraft_protoss",
  "aslgt",
] as const;
export type LabeledSet = (typeof SETS)[number];

const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };

/** The paths of a set's users in input order; undefined where the data are absent. */
export async function pathsOfSet(set: LabeledSet): Promise<string[][] | undefined> {
  if (set === "starcraft_protoss" || set === "aslgt") {
    const file = sharedData(`labelled_sequences/${set}.tsv.gz`);
    if (file === undefined) return undefined;
    const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
    return lines.map((line) => line.split("\t")[1]!.trim().split(/\s+/));
  }
  const file = set === "demo" ? makeDemoLog().events : sharedData(`${set}/events.csv.gz`);
  if (file === undefined) return undefined;
  const columns = set === "demo" ? { user: "user", action: "action", time: "time" } : COLUMNS;
  const { users, actions, action, offsets } = await (typeof file === "string"
    ? readEvents(file, columns)
    : readEvents(file, columns));
  return users.map((_, u) => Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!));
}
