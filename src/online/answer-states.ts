import { userDraw } from "../prefixes/internal";
import type { BeginningAssignment } from "../segments";
import { answerOf, type RunningPaths } from "../segments/internal";
import { encodeEvents } from "./encode-events";
import { withContext } from "./fold";
import type { UserState } from "./user-state";

/** Where the path of each user will probably belong; undefined for one of whom there is no event. */
export function answerStates(
  paths: RunningPaths,
  users: readonly { readonly user: string; readonly state: UserState }[],
): (BeginningAssignment | undefined)[] {
  const rows = encodeEvents(
    paths,
    users.map(({ state }) => withContext(state, state.tail)),
  );
  return users.map(({ user, state: { folded } }, i) => {
    const found = rows[i]!;
    const last = found.at(-1);
    if (last === undefined) return undefined;
    const isSame = found.length === 1 && folded?.place !== undefined;
    const sessions = folded?.place ? folded.sessions + found.length - 1 : (folded?.sessions ?? 0) + found.length;
    const id = paths.rules.unit === "session" ? `${user}#${sessions}` : user;
    const answer = paths.laws.read(isSame ? last.tokens.subarray(1) : last.tokens, {
      after: isSame ? folded.place : undefined,
      unknown: last.unknown + (isSame ? folded.unknown : 0),
      draw: userDraw(paths.laws.seed, id),
    });
    return answerOf(answer, last.isUnknown && !isSame, paths.names);
  });
}
