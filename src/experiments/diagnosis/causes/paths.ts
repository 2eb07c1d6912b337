import { percentText, raggedRow } from "../../../core/internal";
import { compareGroups, type GroupDifference } from "../../../profiles";
import { differenceText } from "../../../profiles/internal";
import type { CasePaths, DiagnosisCase } from "../diagnosis-case";
import { type Difference, differenceOf } from "../differences";
import { type Gap, type Looked, share } from "../evidence";
import { figureText } from "../figure-text";

const CAUSE = "paths";

/**
 * Members take a path that they did not take, and those who take it do worse: of all actions and paths that more members show,
 * the one that accounts for most.
 */
export async function pathsOfTheLost(of: DiagnosisCase, gap: Gap, signal: AbortSignal | undefined): Promise<Looked> {
  if (of.paths === undefined) return { cause: CAUSE, unknown: "paths of the users were not given" };
  const grown = await grownPaths(of.paths, of, signal);
  const weighed = grown.flatMap((difference) => {
    const found = worthOf(of, of.paths!, difference.actions!);
    return found === null || found.part.value >= 0 ? [] : [{ difference, ...found }];
  });
  if (weighed.length === 0) return { cause: CAUSE, unknown: "no path is more common that does worse" };
  const most = weighed.reduce((best, one) => (one.part.value < best.part.value ? one : best));
  const { difference, part } = most;
  const [shown, usual] = [most.shown, most.usual].map((mean) => figureText(of.sign * mean));
  const before = most.after === undefined ? "all members" : `members with "${most.after}"`;
  return {
    cause: CAUSE,
    explains: share(part.value, gap.missing),
    figure: difference.difference,
    interval: difference.interval,
    p: difference.q,
    sentence: `More members show "${difference.text}": ${percentText(difference.a)} in ${of.sideNames[1]}, ${percentText(difference.b)} in ${of.sideNames[0]}, ${differenceText(difference)}. Their ${of.metric} is ${shown}, that of ${before} in ${of.sideNames[0]} was ${usual}.`,
  };
}

/** What members show more often on the side under question, for sure. */
async function grownPaths(
  { sequences, userOf, sideOf }: CasePaths,
  { isMember }: DiagnosisCase,
  signal: AbortSignal | undefined,
): Promise<GroupDifference[]> {
  const labels = Int32Array.from(sideOf, (side, input) => (isMember(userOf[input]!) ? side : -1));
  if (![0, 1].every((side) => labels.includes(side))) return [];
  const users = Array.from(userOf, String);
  const options = { a: 1, b: 0, users, steps: 0, maxTransitions: 0, signal };
  const { differences, found } = await compareGroups(sequences, labels, options);
  return differences.slice(0, found).filter(({ actions, difference }) => actions !== null && difference > 0);
}

/** What a path costs. */
interface PathWorth {
  /** Mean of the metric of those who take it. */
  readonly shown: number;
  /** The same, on the side of reference, of those who did what comes before it. */
  readonly usual: number;
  /** What comes before it; undefined for the start of paths. */
  readonly after: string | undefined;
  /** What more members on the path come to. */
  readonly part: Difference;
}

/** Those who take the path, at its mean, less what those come to who did what comes before it: they could have gone on. */
function worthOf(of: DiagnosisCase, paths: CasePaths, actions: readonly string[]): PathWorth | null {
  const codes = actions.map((action) => paths.sequences.vocabulary.actions.indexOf(action));
  const taken = usersWith(of, paths, codes);
  const before = commonestBefore(of, paths, codes);
  const near = before < 0 ? null : usersWith(of, paths, [before]);
  const shown = [...meansOf(of, 0, taken), ...meansOf(of, 1, taken)];
  const usual = meansOf(of, 0, near)[0] ?? meansOf(of, 0, null)[0];
  if (shown.length === 0 || usual === undefined) return null;
  const mean = shown.reduce((sum, value) => sum + value, 0) / shown.length;
  const scored = (side: 0 | 1) =>
    of.values[side].map((value, user) => (Number.isNaN(value) ? value : taken[side]![user] ? mean - usual : 0));
  const part = differenceOf([scored(0), scored(1)], of.isMember);
  const after = before < 0 ? undefined : paths.sequences.vocabulary.actions[before];
  return part && { shown: mean, usual, after, part };
}

/** For each side and user, 1 where one of his inputs there shows the actions in a row. */
function usersWith({ values }: DiagnosisCase, { sequences, userOf, sideOf }: CasePaths, codes: readonly number[]) {
  const found = values.map((side) => new Uint8Array(side.length));
  for (const [input, user] of userOf.entries()) {
    const [row, side] = [sequences.rowOf[input]!, sideOf[input]!];
    if (row >= 0 && side >= 0 && placeOf(raggedRow(sequences, row), codes) >= 0) found[side]![user] = 1;
  }
  return found;
}

/** What most members under question do directly before the actions; -1 for the start. */
function commonestBefore(
  { isMember }: DiagnosisCase,
  { sequences, userOf, sideOf }: CasePaths,
  codes: readonly number[],
) {
  const counts = new Map<number, number>();
  for (const [input, user] of userOf.entries()) {
    const row = sequences.rowOf[input]!;
    if (row < 0 || sideOf[input] !== 1 || !isMember(user)) continue;
    const path = raggedRow(sequences, row);
    const place = placeOf(path, codes);
    if (place < 0) continue;
    const before = place > 0 ? path[place - 1]! : -1;
    counts.set(before, (counts.get(before) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1;
}

/** Mean of the metric of the members marked, or of all; none where there is nobody. */
function meansOf({ values, isMember }: DiagnosisCase, side: 0 | 1, marked: readonly Uint8Array[] | null): number[] {
  const own = [...values[side]].filter(
    (value, user) => isMember(user) && !Number.isNaN(value) && (marked === null || marked[side]![user] === 1),
  );
  return own.length > 0 ? [own.reduce((sum, value) => sum + value, 0) / own.length] : [];
}

/** Where the actions stand in a path first; -1 for nowhere. */
function placeOf(path: Uint32Array, codes: readonly number[]): number {
  for (let p = 0; p + codes.length <= path.length; p++) {
    if (codes.every((code, i) => path[p + i] === code)) return p;
  }
  return -1;
}
