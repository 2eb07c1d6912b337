import { countText, excerpt, percentText, unitsText } from "../../core/internal";
import type { EventsInspection, InspectedColumn, ReadEventsOptions } from "../../events";
import { formatReading } from "./format-reading";

const COLUMNS_SHOWN = 20;
const NAME_WIDTH = 32;

/** What was found out about a log, and the command that reads it. */
export function formatInspection(found: EventsInspection, files: readonly string[]): string {
  const { format, rows, whole, columns, options, choices, notEvents, questions, report, notes, preset } = found;
  const looked = `${whole ? "" : "the first "}${unitsText(rows, "row")}${whole ? "" : " looked at"}`;
  const lines = [
    `${format}, ${looked}, ${unitsText(columns.length, "column")}${preset === undefined ? "" : `; an export of ${preset}`}`,
  ];
  const chosen = options ? chosenColumns(options) : [];
  const shown = [
    ...columns.filter(({ name }) => chosen.includes(name)),
    ...columns.filter(({ name, filled }) => !chosen.includes(name) && filled > 0),
  ].slice(0, Math.max(COLUMNS_SHOWN, chosen.length));
  lines.push(...shown.map((column) => columnLine(column, options)));
  if (columns.length > shown.length) lines.push(`  … and ${unitsText(columns.length - shown.length, "more column")}`);
  if (report) {
    lines.push(
      `${unitsText(report.accepted, "event")} of ${unitsText(found.users, "user")}, ${unitsText(found.actions, "different action")}`,
      ...formatReading(report, "row").map((line) => `  ${line}`),
    );
  }
  lines.push(...notes.map((note) => `  note: ${note}`));
  if (notEvents !== undefined) lines.push(`not an event log: ${notEvents}`);
  lines.push(...questions.map((question) => `question: ${question}`));
  if (options) lines.push("", "find segments with", `  ${commandOf(files, found, options)}`);
  if (choices.length > 0)
    lines.push("", "find segments with one of", ...choices.map((each) => `  ${commandOf(files, found, each)}`));
  return `${lines.join("\n")}\n`;
}

function columnLine(
  { name, kind, filled, distinct, examples }: InspectedColumn,
  options: ReadEventsOptions | undefined,
) {
  const role = options && rolesOf(options, name);
  const shown = excerpt(name, NAME_WIDTH).padEnd(NAME_WIDTH);
  const share = filled === 1 ? "" : `, ${percentText(filled)} filled`;
  const values = examples.map((example) => excerpt(example, NAME_WIDTH)).join(", ");
  return `  ${(role ?? "").padEnd(7)} ${shown} ${kind}, ${countText(distinct)} different${share}: ${values}`;
}

const ROLES = ["user", "action", "time", "end", "session", "order"] as const;

function rolesOf(options: ReadEventsOptions, name: string): string | undefined {
  return (
    ROLES.find((role) => columnsOf(options, role).includes(name)) ??
    (options.where && name in options.where ? "where" : undefined)
  );
}

function chosenColumns(options: ReadEventsOptions): string[] {
  return [...ROLES.flatMap((role) => columnsOf(options, role)), ...Object.keys(options.where ?? {})];
}

/** The columns of a role, and those that they join: `date,time`. */
function columnsOf(options: ReadEventsOptions, role: (typeof ROLES)[number]): string[] {
  return [options[role] ?? []].flat().flatMap((name) => [name, ...name.split(",")]);
}

/** The command that reads a log by these options. */
function commandOf(
  files: readonly string[],
  { preset, sessionGap }: EventsInspection,
  options: ReadEventsOptions,
): string {
  const { where, header, skipLines, delimiter, records, unnest, timeUnit, timeFormat } = options;
  const ofPreset = preset === undefined ? undefined : ["--preset", preset];
  const columns = ROLES.flatMap((role) => [options[role] ?? []].flat().flatMap((name) => [`--${role}`, name]));
  const filters = Object.entries(where ?? {}).flatMap(([column, value]) => ["--where", `${column}=${value}`]);
  const times = [
    ...(timeFormat === undefined ? [] : ["--time-format", timeFormat]),
    ...(timeUnit === undefined ? [] : ["--time-unit", timeUnit]),
  ];
  const layout = [
    ...(header === false ? ["--no-header"] : []),
    ...(skipLines ? ["--skip-lines", String(skipLines)] : []),
    ...(delimiter === undefined || preset !== undefined ? [] : ["--delimiter", delimiter]),
    ...(records === undefined ? [] : ["--records", records]),
    ...(unnest === undefined || preset !== undefined ? [] : ["--unnest", unnest]),
  ];
  const sessions = sessionGap === undefined ? [] : ["--unit", "session", "--session-gap", sessionGap];
  const read = [...files, ...(ofPreset ?? [...columns, ...filters, ...times]), ...layout, ...sessions];
  return ["npx", "seqment", "fit", ...read, "--out", "model.seqment"].map(shellWord).join(" ");
}

/** A word as a shell takes it. */
function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
