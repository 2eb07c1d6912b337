import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { codesStep } from "./codes-step";
import { type Step, selectFrom } from "./steps";
import { type TokenSteps, tokenSteps } from "./token-steps";

/** The steps to the path of each sequence. */
export interface PathSteps extends TokenSteps {
  /** The step with the tokens that paths are made of. */
  readonly written: "seqment_written" | "seqment_bounded";
}

/**
 * After the tokens: `codes` where names are numbers, `written` (each token as text, and its place), `bounded` (to `maxLength`)
 * and `paths`.
 *
 * @param timed whether tokens also have their time, their place and the time until the next.
 */
export function pathSteps(settings: WarehouseSettings, dialect: Dialect, timed = false): PathSteps {
  const { maxLength, minLength, keep, paths } = settings;
  const found = tokenSteps(settings, dialect);
  const { unit, session, hasPrefix, hasPauses, tokens, element, separator } = found;
  const isCut = maxLength !== undefined;
  /** The first token that is kept loses its prefix, so prefixes wait until it is known which that is. */
  const prefixWaits = hasPrefix && isCut && keep === "last";
  const byUnit = `partition by ${unit.join(", ")}`;
  const lead = (column: string) => dialect.neighbor("lead", column, session.join(", "), "nth");
  const counted = hasPrefix ? "sum(tokens)" : "count(*)";
  const written = selectFrom(
    [
      ...unit,
      "nth",
      timed && "ms",
      timed && `${lead("ms")} - ms as gap`,
      timed && hasPauses && `${lead("tokens")} as tokens_after`,
      hasPrefix && "tokens",
      prefixWaits && "prefix",
      prefixWaits ? `${element} as bare_token` : `${hasPrefix ? "prefix || " : ""}${element} as token`,
      (isCut || timed) &&
        `${counted} over (${byUnit} order by nth rows between unbounded preceding and current row) as place`,
      isCut && `${counted} over (${byUnit}) as total`,
    ],
    paths === "codes" ? `${tokens} inner join seqment_codes on seqment_codes.code_name = ${tokens}.name` : tokens,
  );
  const isFirst = `place - tokens <= total - ${maxLength}`;
  const bounded = selectFrom(
    [
      ...unit,
      "nth",
      timed && "ms",
      timed && "gap",
      timed && hasPauses && "tokens_after",
      timed && "place",
      hasPrefix &&
        (prefixWaits ? `case when ${isFirst} then 1 else tokens end as kept_tokens` : "tokens as kept_tokens"),
      prefixWaits ? `case when ${isFirst} then '' else prefix end || bare_token as token` : "token",
      "total",
    ],
    `seqment_written\nwhere ${keep === "first" ? `place <= ${maxLength}` : `place > total - ${maxLength}`}`,
  );
  const length = hasPrefix ? (isCut ? "sum(kept_tokens)" : "sum(tokens)") : "count(*)";
  const path = dialect.joined("token", separator, "nth");
  const grouped = selectFrom(
    [
      ...unit,
      `${minLength > 1 ? `case when ${length} >= ${minLength} then ${path} end` : path} as path`,
      `${length} as length`,
      isCut && `max(total) - ${length} as lost`,
    ],
    `${isCut ? "seqment_bounded" : "seqment_written"}\ngroup by ${unit.join(", ")}`,
  );
  const steps: Step[] = [
    ...found.steps,
    ...(paths === "codes" ? [codesStep(settings, dialect)] : []),
    { name: "seqment_written", sql: written },
    ...(isCut ? [{ name: "seqment_bounded", sql: bounded }] : []),
    { name: "seqment_paths", sql: grouped },
  ];
  return { ...found, steps, written: isCut ? "seqment_bounded" : "seqment_written" };
}
