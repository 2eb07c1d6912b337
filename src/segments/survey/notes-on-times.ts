import type { Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import { type FitInput, isEvents } from "../fit-input";

/** Where no groups are found in a log with times, that groups which differ in their pauses alone were not looked for. */
export function notesOnTimes(
  data: FitInput,
  { rules }: Pick<TokenizedSequences, "rules">,
  { kind }: Pick<Verdict, "kind">,
): string[] {
  const looksAtTimes = rules.sessionGap !== null || rules.pauses.length > 0 || rules.unit === "session";
  if (kind !== "continuum" || looksAtTimes || !isEvents(data)) return [];
  return [
    'the order of actions was looked at, not the time between them; "sessionGap" or "timeGaps" makes pauses count',
  ];
}
