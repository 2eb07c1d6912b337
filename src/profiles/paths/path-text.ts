import { countText, printable } from "../../core/internal";

const STEPS = 12;
const HEAD = 7;
const TAIL = 4;

/**
 * A path as text: `A -> B ×3 -> C`. A run of one action is one step; of more than 12 steps the first 7 and the last 4
 * are shown, with the number of actions between them: `… 31 more …`.
 *
 * @param length number of actions.
 * @param action the action at a position, 0 .. length - 1.
 * @param arrow what stands between two steps.
 */
export function pathText(length: number, action: (position: number) => string, arrow = " -> "): string {
  const head: Step[] = [];
  const tail: Step[] = [];
  let steps = 0;
  for (let start = 0; start < length; ) {
    const name = action(start);
    let end = start + 1;
    while (end < length && action(end) === name) end++;
    const step = { name, times: end - start };
    if (steps++ < HEAD) head.push(step);
    else tail.push(step);
    if (tail.length > Math.max(TAIL, STEPS - HEAD)) tail.shift();
    start = end;
  }
  if (steps <= STEPS) return [...head, ...tail].map(stepText).join(arrow);
  const ending = tail.slice(-TAIL);
  const shownActions = [...head, ...ending].reduce((sum, { times }) => sum + times, 0);
  return [...head.map(stepText), `… ${countText(length - shownActions)} more …`, ...ending.map(stepText)].join(arrow);
}

interface Step {
  name: string;
  times: number;
}

function stepText({ name, times }: Step): string {
  return times === 1 ? printable(name) : `${printable(name)} ×${countText(times)}`;
}
