import { excerpt, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { EVENT_PRESETS, type EventPreset } from "../presets/event-presets";
import { readEvents } from "../read-events";
import type { ReadEventsOptions } from "../read-options";
import { partsOf, type SourceFiles } from "../source/several-files";
import type { Source } from "../source/source";
import type { Events, EventsReport } from "../types";
import type { ColumnProfile } from "./column-profile";
import { nameScore } from "./column-words";
import { type GuessedColumns, isLifecycle } from "./guess-columns";
import { notesOnEvents, notesOnFewUsers, notesOnIdentity, notesOnSessions } from "./inspection-notes";
import { type LogSample, sampleLog } from "./log-sample";
import { kindsOf, lookAt, lookInside } from "./look-at";
import { presetOf } from "./preset-of";
import { sessionGapOf } from "./session-gap";

/** Options of {@link inspectEvents}. */
export interface InspectEventsOptions extends RunOptions {}

const INSPECT_EVENTS_OPTIONS = { ...RUN_OPTIONS } satisfies Schema<InspectEventsOptions>;

/** What {@link inspectEvents} finds out about a log. */
export interface EventsInspection {
  /** Its format: `"csv"`, `"ndjson"` and so on, `"rows"` for objects. */
  readonly format: string;
  /** Rows that were looked at, and whether these are all. */
  readonly rows: number;
  readonly whole: boolean;
  readonly columns: readonly InspectedColumn[];
  /** The options by which `readEvents` reads the log; undefined where it is no event log, or a question is open. */
  readonly options: ReadEventsOptions | undefined;
  /** Where a question is open: the options among which to choose. */
  readonly choices: readonly ReadEventsOptions[];
  /** The tool whose export it is, if its columns say so: `options` are then those of its preset. */
  readonly preset: EventPreset | undefined;
  /** Why the rows are no events, and what would be needed; undefined where they are. */
  readonly notEvents: string | undefined;
  /** What only you can tell. */
  readonly questions: readonly string[];
  /** What became of the rows when they were read so. */
  readonly report: EventsReport | undefined;
  /**
   * Where all events are of one user: the pause that divides them into sessions, for `unit: "session"` of `buildSequences` and
   * `fitSegments`.
   */
  readonly sessionGap: string | undefined;
  /** Users and actions in these rows. */
  readonly users: number;
  readonly actions: number;
  /** Anything else to look at before the log is used. */
  readonly notes: readonly string[];
}

/** A column as {@link inspectEvents} saw it. */
export interface InspectedColumn {
  readonly name: string;
  /** What its values are: a time in some unit or format, numbers or text. */
  readonly kind: string;
  /** The share of rows that have a value, and the number of different ones. */
  readonly filled: number;
  readonly distinct: number;
  readonly examples: readonly string[];
}

/**
 * Looks at the first rows of a log (20,000 at most), guesses which columns hold users, actions and times, and reads these rows
 * so.
 *
 * @param source a path, a folder, a stream or an iterable; see {@link Source}. Of several files the first is looked at.
 * @param options progress and abort.
 * @returns what was found; `options` goes into {@link readEvents}. Where something can be read in two ways, `questions` says so.
 * @throws RangeError when the source is in no format that is read.
 * @example
 * const log = ["who;what;when\n", "ann;START;04.03.2024 09:30\n", "bob;START;13.03.2024 09:31\n", "ann;BUY;13.03.2024 09:32\n"];
 * const { options } = await inspectEvents(log);
 * options?.time; // "when"
 */
export async function inspectEvents(
  source: Source | SourceFiles,
  options: InspectEventsOptions = {},
): Promise<EventsInspection> {
  const { signal, ...run } = readOptions(options, INSPECT_EVENTS_OPTIONS);
  const [first, ...others] = await partsOf(source);
  const outer = await sampleLog(first!.source, signal);
  const preset = presetOf(outer);
  const look = preset === undefined ? lookInside(outer) : lookAt(outer);
  const { sample, profiles, guessed, notEvents } = look;
  const notes = [
    ...sample.notes,
    ...(others.length > 0 ? [`looked at ${first!.file}, the first of ${others.length + 1} files`] : []),
  ];
  const base = {
    ...{ format: sample.format, rows: sample.rows.length, whole: sample.whole && others.length === 0 },
    columns: profiles.map((profile) => describeColumn(profile, sample.rows.length)),
  };
  const read = (asked: ReadEventsOptions) => readEvents(sample.rows, { ...ofRows(asked), signal, ...run });

  const byPreset = preset && (await tried(() => read(EVENT_PRESETS[preset])));
  if (preset && byPreset && byPreset.report.accepted >= 0.5 * byPreset.report.rows) {
    const found = { ...sample.layout, ...EVENT_PRESETS[preset] };
    return {
      ...base,
      options: found,
      preset,
      choices: [],
      notEvents: undefined,
      questions: [],
      ...summaryOf(byPreset, undefined, sample, [...notes, ...notesOnIdentity(found, profiles)]),
    };
  }

  const nothing = {
    choices: [],
    preset: undefined,
    report: undefined,
    sessionGap: undefined,
    users: 0,
    actions: 0,
    notes,
  };
  if (notEvents !== undefined) return { ...base, ...nothing, options: undefined, notEvents, questions: [] };

  const questions = questionsOf(guessed);
  const kinds = kindsOf(look);
  if (kinds) {
    const asked = optionsOf(guessed, profiles, sample);
    const choices = kinds.values.map((kind) => ({ ...asked, where: { ...asked.where, [kinds.column]: kind } }));
    const question = `events belong to several kinds of "${excerpt(kinds.column, 40)}": whose paths are to be read?`;
    return { ...base, ...nothing, choices, options: undefined, notEvents: undefined, questions: [question] };
  }
  if (guessed.time!.times!.question !== undefined) {
    const choices = guessed.time!.times!.choices.map((timeFormat) => ({
      ...optionsOf(guessed, profiles, sample),
      timeFormat,
    }));
    return { ...base, ...nothing, choices, options: undefined, notEvents: undefined, questions };
  }
  const asked = optionsOf(guessed, profiles, sample);
  const events = await tried(() => read(asked));
  if (events === undefined) {
    return {
      ...base,
      ...nothing,
      options: undefined,
      notEvents: undefined,
      questions: [...questions, "the columns of users, actions and times could not be recognized"],
    };
  }
  const ordered = events.report.ties > 0 ? await withOrder(asked, profiles, events.report.ties, read) : undefined;
  const final = ordered?.options ?? asked;
  const result = ordered?.events ?? events;
  return {
    ...base,
    options: final,
    preset: undefined,
    choices: [],
    notEvents: undefined,
    questions,
    ...summaryOf(result, guessed.time, sample, [
      ...notes,
      ...notesOnIdentity(final, profiles),
      ...notesOnSessions(guessed),
    ]),
  };
}

async function tried<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Without what says where rows are: they are there. */
function ofRows({
  header,
  skipLines,
  delimiter,
  escape: _,
  records,
  unnest,
  encoding,
  format,
  ...options
}: ReadEventsOptions): ReadEventsOptions {
  return options;
}

function describeColumn(
  { name, times, numbers, filled, distinct, examples }: ColumnProfile,
  rows: number,
): InspectedColumn {
  const unit = times?.format ?? times?.unit ?? "day and month can be confused";
  const kind = times ? `time (${unit})` : numbers > 0.9 ? "number" : "text";
  return {
    name,
    kind,
    filled: rows === 0 ? 0 : filled / rows,
    distinct,
    examples: examples.map((text) => excerpt(text, 40)),
  };
}

/** The options that read these columns. */
function optionsOf(
  guessed: GuessedColumns,
  profiles: readonly ColumnProfile[],
  { layout }: LogSample,
): ReadEventsOptions {
  const { user, userFallback, action, actionFallback, time, end } = guessed;
  const { unit, format } = time!.times!;
  const lifecycle = profiles.find(isLifecycle);
  const complete = lifecycle?.texts.find((text) => /^complete$/i.test(text));
  return {
    user: userFallback ? [user!.name, userFallback.name] : user!.name,
    action: actionFallback ? [action!.name, actionFallback.name] : action!.name,
    time: time!.name,
    ...(end && { end: end.name }),
    ...(complete !== undefined && end === undefined && { where: { [lifecycle!.name]: complete } }),
    ...(format !== undefined ? { timeFormat: format } : isEpoch(unit) && { timeUnit: unit }),
    ...layout,
  };
}

function isEpoch(unit: string | undefined): unit is "s" | "ms" | "us" | "ns" | "days" {
  return unit === "s" || unit === "ms" || unit === "us" || unit === "ns" || unit === "days";
}

function questionsOf({ user, action, time, rivals }: GuessedColumns): string[] {
  const { question } = time!.times!;
  const asks = (role: string, chosen: ColumnProfile, others: readonly string[]) =>
    others.length === 0
      ? []
      : [`is the ${role} "${chosen.name}", or ${others.map((name) => `"${name}"`).join(" or ")}?`];
  return [
    ...(question === undefined ? [] : [question]),
    ...asks("user", user!, rivals.user),
    ...asks("action", action!, rivals.action),
    ...asks("time", time!, rivals.time),
  ];
}

/** A column that decides most ties. */
async function withOrder(
  asked: ReadEventsOptions,
  profiles: readonly ColumnProfile[],
  ties: number,
  read: (options: ReadEventsOptions) => Promise<Events>,
): Promise<{ options: ReadEventsOptions; events: Events } | undefined> {
  const candidates = profiles
    .filter(({ name, integers, filled }) => integers > 0.9 && filled > 0 && nameScore(name, "order") > 0)
    .sort((a, b) => nameScore(b.name, "order") - nameScore(a.name, "order"));
  for (const { name } of candidates) {
    const options = { ...asked, order: name };
    const events = await tried(() => read(options));
    if (events && events.report.ties < ties / 2) return { options, events };
  }
  return undefined;
}

/** What the events say that their reader should know. */
function summaryOf(events: Events, time: ColumnProfile | undefined, { whole }: LogSample, notes: readonly string[]) {
  const { users, actions, report } = events;
  return {
    report,
    sessionGap: users.length === 1 ? sessionGapOf(events) : undefined,
    ...{ users: users.length, actions: actions.length },
    notes: [...notes, ...report.notes, ...notesOnEvents(events, time), ...(whole ? notesOnFewUsers(events) : [])],
  };
}
