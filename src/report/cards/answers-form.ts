import { toCSV } from "../../profiles";
import type { SegmentModel } from "../../segments";
import { toSegmentModel } from "../../segments/internal";

/** Columns of the form: `called` is the name on the card, so that answers are not read for another model. */
const ANSWER_COLUMNS = ["id", "called", "answer", "name", "how"] as const;

/**
 * The form by which answers to cards come back: CSV with a line for each segment, to be filled in. `answer` is yes or no, `name`
 * another name, `how` what one would do; `id` and `called` stay as they are.
 *
 * @param model the model that the cards show.
 * @returns the text, with a byte order mark, by which spreadsheets know that it is UTF-8.
 * @throws TypeError when it is no model.
 * @example
 * const model = await loadSegments("players.seqment");
 * answersForm(model).split("\r\n")[0]; // "\ufeffid,called,answer,name,how"
 */
export function answersForm(model: SegmentModel): string {
  const { segments, lineage } = toSegmentModel("model", model);
  const lines = segments.map(({ segment, name }) => ({
    id: lineage.ids[segment]!,
    called: name,
    answer: "",
    name: "",
    how: "",
  }));
  if (lines.length === 0) return `\ufeff${ANSWER_COLUMNS.join(",")}\r\n`;
  return toCSV(lines, { byteOrderMark: true });
}
