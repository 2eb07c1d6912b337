import { countText, plural } from "../../core/internal";
import type { BeforeAndAfter, StepReport } from "./prepare-log";

/** What a step did, in words: `drop: 1,204 -> 1,180 events, 40 users, 12 -> 9 actions`. */
export function stepText({ step, events, users, actions, notes }: StepReport): string {
  const figures = [changeText(events, "event"), changeText(users, "user"), changeText(actions, "action")];
  return [`${step}: ${figures.join(", ")}`, ...notes].join("; ");
}

function changeText({ before, after }: BeforeAndAfter, noun: string): string {
  const change = before === after ? countText(after) : `${countText(before)} -> ${countText(after)}`;
  return `${change} ${plural(after, noun)}`;
}
