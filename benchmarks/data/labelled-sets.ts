import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { readEvents } from "../../src";
import { sharedData } from "../../test/helpers/shared-data";

/** Sequences of users with what is known of them, for judging segments that were found without it. */
export interface LabelledSet {
  readonly lists: readonly (readonly string[])[];
  /** One for each list; null where it is not judged. */
  readonly labels: readonly (string | null)[];
}

interface Source {
  /** Under SEQMENT_DATA: an event log, or lines of a label, a tab, and actions. */
  readonly file: string;
  /** Of the users of an event log. */
  readonly labels?: { readonly file: string; readonly column: string; readonly judged?: readonly string[] };
  /** Actions that reveal the label, left out. */
  readonly leaks?: readonly string[];
}

/** What each set is judged by, and what gives it away, is said in the data's own notes. */
export const LABELLED_SETS = {
  context: { file: "labelled_sequences/context.tsv.gz" },
  pioneer: { file: "labelled_sequences/pioneer.tsv.gz" },
  aslgt: { file: "labelled_sequences/aslgt.tsv.gz" },
  starcraft_protoss: { file: "labelled_sequences/starcraft_protoss.tsv.gz" },
  streaming_level: { file: "labelled_sequences/streaming_level.tsv.gz" },
  web_bots: { file: "labelled_sequences/web_bots.tsv.gz" },
  moodle_modules: { file: "labelled_sequences/moodle_modules.tsv.gz" },
  smart_home_kasteren: { file: "labelled_sequences/smart_home_kasteren.tsv.gz" },
  chess_openings: { file: "labelled_sequences/chess_openings.tsv.gz" },
  hospital_billing: {
    file: "hospital_billing/events.csv.gz",
    labels: { file: "hospital_billing/labels.csv.gz", column: "casetype", judged: ["A", "B", "C"] },
  },
  bpic2012: {
    file: "bpic2012/events.csv.gz",
    labels: { file: "bpic2012/labels.csv.gz", column: "outcome" },
    leaks: [
      ...["A_DECLINED", "A_CANCELLED", "A_ACTIVATED", "A_REGISTERED", "A_APPROVED"],
      ...["O_DECLINED", "O_ACCEPTED", "O_CANCELLED"],
    ],
  },
  rete_mobile_onboarding: {
    file: "rete_mobile_onboarding/events.csv.gz",
    labels: { file: "rete_mobile_onboarding/labels.csv.gz", column: "label" },
  },
} as const satisfies Record<string, Source>;

export type LabelledSetName = keyof typeof LABELLED_SETS;

const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };

export async function readLabelledSet(name: LabelledSetName): Promise<LabelledSet> {
  const source: Source = LABELLED_SETS[name];
  if (source.labels === undefined) {
    const lines = (await readLines(source.file)).map((line) => line.split("\t"));
    return { lists: lines.map(([, path]) => path!.trim().split(/\s+/)), labels: lines.map(([label]) => label!) };
  }
  const { users, actions, action, offsets } = await readEvents(sharedData(source.file)!, COLUMNS);
  const lists = users.map((_, u) =>
    Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!).filter(
      (name) => !source.leaks?.includes(name),
    ),
  );
  const labelOf = await readLabels(source.labels);
  return { lists, labels: users.map((user) => labelOf.get(user) ?? null) };
}

/** The positions that are judged, and their labels as numbers. */
export function judgedLabels(labels: LabelledSet["labels"]): { positions: number[]; truth: number[] } {
  const names = [...new Set(labels)];
  const positions = [...labels.keys()].filter((i) => labels[i] !== null);
  return { positions, truth: positions.map((i) => names.indexOf(labels[i]!)) };
}

async function readLabels({ file, column, judged }: NonNullable<Source["labels"]>): Promise<Map<string, string>> {
  const [header, ...rows] = await readLines(file);
  const at = header!.split(",").indexOf(column);
  const pairs = rows.map((row) => row.split(",")).map((fields) => [fields[0]!, fields[at]!] as const);
  return new Map(pairs.filter(([, label]) => label !== "" && (judged?.includes(label) ?? true)));
}

async function readLines(file: string): Promise<string[]> {
  return gunzipSync(await readFile(sharedData(file)!))
    .toString("utf8")
    .trim()
    .split(/\r?\n/);
}
