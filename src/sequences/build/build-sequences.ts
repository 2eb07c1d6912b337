import { checkpoint, readOptions } from "../../core/internal";
import type { Events } from "../../events";
import { toEvents } from "../../events/internal";
import { BUILD_SEQUENCES_OPTIONS, type BuildSequencesOptions } from "../sequence-options";
import { notesOnShortSessions } from "../short-sessions";
import type { TokenizedSequences } from "../types";
import { logOfEvents } from "./action-log";
import { tokenize } from "./tokenize";

/**
 * Turns events into token sequences, one a user or one a session, and stores identical ones once.
 *
 * In this order: the steps of `prepare` are done, actions are renamed, rare ones become the unknown token, pauses and session boundaries are marked by
 * tokens, repeats are collapsed, sequences are cut to `maxLength`, and those shorter than `minLength` are left out.
 * What was changed or left out is in the report; the result does not depend on the order of users.
 *
 * @param events as {@link readEvents} gives them, awaited or not.
 * @param options sessions and pauses, which actions are kept, renamed or merged, workers, progress and abort.
 * @returns distinct sequences with weights, the vocabulary, and the row of each user or session.
 * @throws RangeError when sessions are asked for and neither a session column nor `sessionGap` is given; when a new
 *   name is itself renamed.
 * @example
 * const rows = [
 *   { who: "ann", what: "START", when: 0 },
 *   { who: "ann", what: "BUY", when: 60 },
 *   { who: "bob", what: "START", when: 5 },
 *   { who: "bob", what: "BUY", when: 9 },
 * ];
 * const events = await readEvents(rows, { user: "who", action: "what", time: "when" });
 * const sequences = await buildSequences(events, { sessionGap: "30m" });
 * sequences.weights; // Float64Array [2]: both did the same
 */
export async function buildSequences(
  events: Events | PromiseLike<Events>,
  options: BuildSequencesOptions = {},
): Promise<TokenizedSequences> {
  const settings = readOptions(options, BUILD_SEQUENCES_OPTIONS);
  const read = toEvents("events", await events);
  const cuts = settings.prepare?.some(({ step }) => step === "sessions");
  if (settings.unit === "session" && settings.sessionGap === undefined && read.session === undefined && !cuts) {
    throw new RangeError(
      '"unit" "session" needs "sessionGap", a step "sessions" of "prepare", or a session column given to readEvents',
    );
  }
  const sequences = await tokenize(logOfEvents(read), settings, checkpoint("tokenizing", settings));
  const notes = notesOnShortSessions(read, settings.sessionGap, "sessionGap");
  return { ...sequences, report: { ...sequences.report, notes } };
}
