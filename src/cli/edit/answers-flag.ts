import { readFile } from "node:fs/promises";
import type { AnswersOptions, CardAnswers } from "../../report";
import type { SegmentModel } from "../../segments";
import { messageOf } from "../terminal/file-problem";

interface AnsweredFlags extends Pick<AnswersOptions, "leftOver"> {
  answeredNo?: AnswersOptions["no"];
}

/**
 * Reads answers to cards from a file.
 *
 * @throws TypeError, RangeError naming the flag and the line.
 */
export async function answersFlag(
  model: SegmentModel,
  file: string,
  { answeredNo, leftOver }: AnsweredFlags,
): Promise<CardAnswers> {
  const { editsOfAnswers } = await import("../../report");
  const bytes = await readFile(file).catch((error: Error) => {
    throw new Error(`--answers ${messageOf(error)}`);
  });
  try {
    return editsOfAnswers(model, bytes, { no: answeredNo, leftOver });
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    const message = error.message
      .replace(/^"answers"/, `--answers ${file}`)
      .replace(/^"leftOver" expected nothing without no: "dissolve"/, "--left-over needs --answered-no dissolve");
    throw new RangeError(message, { cause: error });
  }
}

/** `Answers: 3 yes (s1, s2, s4), 1 no (s3), 2 not answered (s5, s6)` */
export function formatAnswers({ yes, no, open }: CardAnswers): string {
  const parts = [
    [yes, "yes"],
    [no, "no"],
    [open, "not answered"],
  ] as const;
  const texts = parts
    .filter(([ids]) => ids.length > 0)
    .map(([ids, what]) => `${ids.length} ${what} (${ids.join(", ")})`);
  return `Answers: ${texts.join(", ") || "none"}\n`;
}
