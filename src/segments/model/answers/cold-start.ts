import { percentText, unitsText } from "../../../core/internal";
import type { BeginningsAnswered, PrefixLaws } from "../../../prefixes";

/** How soon a model knows where a new user belongs, measured on users whose beginnings were not counted. */
export interface ColdStart {
  /** The curve in one sentence. */
  readonly sentence: string;
  /** A row for each number of actions looked at, as far as there are users with as many. */
  readonly rows: readonly BeginningsAnswered[];
}

/** Users from which on a row is reported in the sentence. */
const ENOUGH = 30;
/** Numbers of actions that the sentence mentions. */
const MENTIONED = [1, 3, 10];

export function coldStartOf({ table }: PrefixLaws): ColdStart {
  const rows = table.filter(({ actions, users }) => MENTIONED.includes(actions) && users >= ENOUGH);
  const sentence = rows.map(({ actions, answered, rightWhenAnswered }, i) => {
    const after = `${i === 0 ? "After" : "after"} ${unitsText(actions, "action")}`;
    if (answered < 0.005) return `${after} no answer is given`;
    const everyone = answered >= 0.995;
    const whom = everyone ? "every user" : `${percentText(answered)} of users`;
    return `${after} ${whom} ${everyone || answered < 0.015 ? "gets" : "get"} an answer, ${percentText(rightWhenAnswered!)} of them right`;
  });
  return {
    sentence:
      sentence.length === 0 ? "Too few users to say how soon a new user can be assigned." : `${sentence.join("; ")}.`,
    rows: table,
  };
}
