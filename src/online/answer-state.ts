import { userDraw } from "../prefixes/internal";
import type { BeginningAssignment } from "../segments";
import { answerOf, type RunningPaths } from "../segments/internal";
import { encodeEvents } from "./encode-events";
import { withContext } from "./fold";
import type { UserState } from "./user-state";

/** Where the path of a user will probably belong; undefined for one of whom there is no event. */
export function answerState(paths: RunningPaths, user: string, state: UserState): BeginningAssignment | undefined {
  const { folded, tail } = state;
  const rows = encodeEvents(paths, withContext(state, tail));
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const isSame = rows.length === 1 && folded?.place !== undefined;
  const sessions = folded?.place ? folded.sessions + rows.length - 1 : (folded?.sessions ?? 0) + rows.length;
  const id = paths.rules.unit === "session" ? `${user}#${sessions}` : user;
  const answer = paths.laws.read(isSame ? last.tokens.subarray(1) : last.tokens, {
    after: isSame ? folded.place : undefined,
    unknown: last.unknown + (isSame ? folded.unknown : 0),
    draw: userDraw(paths.laws.seed, id),
  });
  return answerOf(answer, last.isUnknown && !isSame, paths.names);
}
