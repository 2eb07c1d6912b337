import { row } from "../../core/internal";
import type { ActionVectors } from "../types";

/** Action vectors in word2vec's text format: a line `V d`, then a line `name x1 ... xd` for each action. */
export function word2VecText({ vectors, vocabulary }: ActionVectors): string {
  const lines = vocabulary.actions.map((action, a) =>
    [encodeName(action), ...Array.from(row(vectors, a), shortest)].join(" "),
  );
  return `${vectors.rows} ${vectors.cols}\n${lines.join("\n")}\n`;
}

function encodeName(action: string): string {
  return action.replace(/[%\s\u0085]/g, encodeURIComponent);
}

/** Nine digits tell any two 32-bit floats apart. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(9)));
}
