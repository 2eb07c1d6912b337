import { RUN_BUCKETS } from "../../sequences/internal";
import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { logStep, orderColumns } from "./log-step";
import { nameSteps } from "./name-steps";
import { type Step, selectFrom } from "./steps";

/** The steps from a log to its tokens, and what later steps need to know of them. */
export interface TokenSteps {
  readonly steps: readonly Step[];
  /** The columns that distinguish one sequence from another. */
  readonly unit: readonly string[];
  /** The columns that identify a session, within which pauses are dwell times; those of the sequence where there are none. */
  readonly session: readonly string[];
  /** Whether a user's sequence consists of sessions that are known. */
  readonly countsSessions: boolean;
  /** Whether tokens for pauses and session boundaries stand before those of actions: columns `prefix` and `tokens`. */
  readonly hasPrefix: boolean;
  /** Whether some of these tokens are of pauses. */
  readonly hasPauses: boolean;
  /** The name of the step with all events, and of the one with those that became tokens. */
  readonly events: "seqment_numbered";
  readonly tokens: "seqment_numbered" | "seqment_kept";
  /** What the token of an action is, from columns of the latter step. */
  readonly element: string;
  readonly separator: string;
}

/** Written for tokens that are not actions, where actions are numbers. */
export const BOUNDARY_CODE = "b";
export const pauseCode = (pause: number) => `p${pause}`;

/**
 * The log, then `paced` (the place of each event and the pause before it), `cuts` (where sessions begin), `numbered` (which
 * session, and the tokens before the action's) and `kept` (without repeats).
 */
export function tokenSteps(settings: WarehouseSettings, dialect: Dialect): TokenSteps {
  const { unit, sessionGap, collapseRepeats, columns } = settings;
  const bySession = unit === "session";
  const bySessionColumn = bySession && columns.session !== undefined;
  const owner = bySessionColumn ? ["u", "s"] : ["u"];
  const watchesSessions = !bySession && columns.session !== undefined;
  const isCut = sessionGap !== undefined || watchesSessions;
  const boundary = !bySession && isCut && settings.sessionBoundary !== false;
  const pauses = settings.timeGaps ?? [];
  const hasPauses = pauses.length > 0;
  const hasPrefix = boundary || hasPauses;
  const named = nameSteps(settings, dialect);

  const partition = owner.join(", ");
  const order = [
    "t",
    ...orderColumns(settings).flatMap((column) => [`${column} is null`, column]), // dialects differ where NULL stands
    "a",
    ...(watchesSessions ? ["s"] : []),
  ].join(", ");
  const before = (column: string) => dialect.neighbor("lag", column, partition, order);
  const paced = selectFrom(
    [
      ...owner,
      "ms",
      named.column === "name" ? "name" : `${named.column} as name`,
      `row_number() over (partition by ${partition} order by ${order}) as nth`,
      (isCut || hasPauses) && `ms - ${before("ms")} as pause`,
      collapseRepeats !== false && `${before(named.column)} as name_before`,
      watchesSessions && `case when s <> ${before("s")} then 1 else 0 end as other_session`,
    ],
    named.step,
  );

  const cutWhen = [sessionGap !== undefined && `pause >= ${sessionGap}`, watchesSessions && "other_session = 1"];
  const cut = `case when nth > 1 and (${cutWhen.filter(Boolean).join(" or ")}) then 1 else 0 end`;
  const carried = [...owner, "ms", "name", "nth", hasPauses && "pause", collapseRepeats !== false && "name_before"];
  const cuts: Step[] = isCut
    ? [{ name: "seqment_cuts", sql: selectFrom([...carried, `${cut} as cut`], "seqment_paced") }]
    : [];

  const overPlaces = `over (partition by ${partition} order by nth rows between unbounded preceding and current row)`;
  const isFirst = bySession && isCut ? "(nth = 1 or cut = 1)" : "nth = 1";
  const marks = prefixOf(settings, { boundary, isFirst }, dialect);
  const fresh = [isFirst, hasPrefix && `${marks.tokens} > 1`, "name <> name_before"].filter(Boolean).join(" or ");
  const numbered = selectFrom(
    [
      ...owner,
      "ms",
      "name",
      "nth",
      isCut && `sum(cut) ${overPlaces} as session_no`,
      hasPrefix && `${marks.tokens} as tokens`,
      hasPrefix && `${marks.text} as prefix`,
      collapseRepeats !== false && `case when ${fresh} then 1 else 0 end as fresh`,
    ],
    isCut ? "seqment_cuts" : "seqment_paced",
  );

  const kept = collapseRepeats === false ? [] : keptSteps(settings, { owner, isCut, hasPrefix, overPlaces });
  const suffix = collapseRepeats === "buckets" ? `case ${runSuffixes(dialect)} else '' end` : undefined;
  const base = settings.paths === "codes" ? dialect.text("code") : "name";
  return {
    steps: [
      logStep(settings, dialect),
      ...named.steps,
      { name: "seqment_paced", sql: paced },
      ...cuts,
      { name: "seqment_numbered", sql: numbered },
      ...kept,
    ],
    unit: bySession && isCut ? [...owner, "session_no"] : owner,
    session: isCut ? [...owner, "session_no"] : owner,
    countsSessions: !bySession && isCut,
    hasPrefix,
    hasPauses,
    events: "seqment_numbered",
    tokens: collapseRepeats === false ? "seqment_numbered" : "seqment_kept",
    element: suffix ? `${base} || ${suffix}` : base,
    separator: settings.paths === "codes" ? "' '" : dialect.separator,
  };
}

/** The tokens before an action's own, as text that ends with a separator, and how many tokens there are with it. */
function prefixOf(
  { timeGaps = [], sessionBoundary, unit, sessionGap, paths }: WarehouseSettings,
  { boundary, isFirst }: { boundary: boolean; isFirst: string },
  dialect: Dialect,
) {
  const pauses = timeGaps.map((pause, i) => ({ ...pause, token: paths === "codes" ? pauseCode(i) : pause.token }));
  const separator = paths === "codes" ? "' '" : dialect.separator;
  const written = (token: string) => `${dialect.literal(token)} || ${separator}`;
  const longestFirst = pauses.toReversed();
  const isMarked = unit === "session" && sessionGap !== undefined ? `not ${isFirst} and ` : "nth > 1 and ";
  const texts: string[] = [];
  const counts: string[] = [];
  if (longestFirst.length > 0) {
    const cases = longestFirst.map(({ ms, token }) => `when ${isMarked}pause >= ${ms} then ${written(token)}`);
    texts.push(`case ${cases.join(" ")} else '' end`);
    counts.push(`case when ${isMarked}pause >= ${longestFirst.at(-1)!.ms} then 1 else 0 end`);
  }
  if (boundary) {
    const token = paths === "codes" ? BOUNDARY_CODE : (sessionBoundary as string);
    texts.push(`case when cut = 1 then ${written(token)} else '' end`);
    counts.push("cut");
  }
  return { text: texts.join(" || "), tokens: `1 + ${counts.join(" + ")}` };
}

/** Runs of equal tokens as their first event; with buckets, and how long each is. */
function keptSteps(
  { collapseRepeats }: WarehouseSettings,
  { owner, isCut, hasPrefix, overPlaces }: { owner: string[]; isCut: boolean; hasPrefix: boolean; overPlaces: string },
): Step[] {
  const carried = [...owner, "ms", "name", "nth", isCut && "session_no", hasPrefix && "tokens", hasPrefix && "prefix"];
  if (collapseRepeats === true)
    return [{ name: "seqment_kept", sql: selectFrom(carried, "seqment_numbered\nwhere fresh = 1") }];
  const run = [...owner, "run"].join(", ");
  return [
    {
      name: "seqment_runs",
      sql: selectFrom([...carried, "fresh", `sum(fresh) ${overPlaces} as run`], "seqment_numbered"),
    },
    {
      name: "seqment_run_lengths",
      sql: selectFrom([...carried, "fresh", `count(*) over (partition by ${run}) as times`], "seqment_runs"),
    },
    { name: "seqment_kept", sql: selectFrom([...carried, "times"], "seqment_run_lengths\nwhere fresh = 1") },
  ];
}

function runSuffixes(dialect: Dialect): string {
  return RUN_BUCKETS.toReversed()
    .filter(({ from }) => from > 1)
    .map(({ from, suffix }) => `when times >= ${from} then ${dialect.literal(suffix)}`)
    .join(" ");
}
