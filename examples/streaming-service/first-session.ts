// Day one: who will a new user be, by what he did so far? Asked after each action, held against the whole path.
import { createAssigner } from "seqment/online";
import { followSuccessors, type Registry } from "seqment/registry";
import type { StateStore } from "seqment/stores";
import type { Visitor } from "./platform";

/** Answers after so many actions: how many were given, how many named the segment of the whole path, and how many users were asked about. */
export type Accuracy = Map<number, { asked: number; answered: number; right: number }>;

/** Id of each user's segment after his first session, by the champion; what it answers on the way goes into `accuracy`. */
export async function meetVisitors(
  registry: Registry,
  store: StateStore,
  visitors: readonly Visitor[],
  { now, week, accuracy }: { readonly now: number; readonly week: number; readonly accuracy: Accuracy },
): Promise<ReadonlyMap<string, string>> {
  const champion = await registry.load("champion");
  const successors = (await registry.successors())!;
  const assigner = await createAssigner(champion, { store, namespace: `week-${week}` });
  const whole = await champion.assign(visitors.map(({ events }) => events.map(({ action }) => action)));
  const answers = new Map<string, string>();
  for (let actions = 1; actions <= 5; actions++) {
    const there = visitors.filter(({ firstSession }) => firstSession >= actions);
    const changes = await assigner.push(there.map(({ events }) => events[actions - 1]!));
    const tally = accuracy.get(actions) ?? { asked: 0, answered: 0, right: 0 };
    accuracy.set(actions, tally);
    const segments = new Map(visitors.map(({ user }, i) => [user, whole[i]!.segment]));
    for (const change of changes) {
      const answer = followSuccessors(change, successors, { now });
      if (answer.id !== null) answers.set(change.user, answer.id);
      if (change.reason === "undecided" || change.reason === "no known action") {
        tally.asked += 1;
        continue;
      }
      tally.asked += 1;
      tally.answered += 1;
      if (change.segment === segments.get(change.user)) tally.right += 1;
    }
  }
  return answers;
}
