import { oneOf, readOptions, type Schema, verbatim, wrongValue } from "../../core/internal";
import { isSegmentName } from "../../profiles/internal";
import type { SegmentEdits, SegmentModel } from "../../segments";
import { NAME_EXPECTED, toSegmentModel } from "../../segments/internal";
import { type AnswerLine, at, readAnswers } from "./read-answers";

/** Options of {@link editsOfAnswers}. */
export interface AnswersOptions {
  /** What becomes of a segment that is answered no: it stays, or it is dissolved. @default "keep" */
  no?: "keep" | "dissolve" | undefined;
  /** Where members of dissolved segments go; with `no: "dissolve"` alone. @default that of `edit` */
  leftOver?: "nearest" | "none" | undefined;
}

const ANSWERS_OPTIONS = {
  no: oneOf(["keep", "dissolve"], "keep"),
  leftOver: oneOf(["nearest", "none"]),
} satisfies Schema<AnswersOptions>;

/** What the people who were asked said, by ids of segments, in the model's order. */
export interface CardAnswers {
  /** What `model.edit` is to do; undefined where nothing changes. */
  readonly edits: SegmentEdits | undefined;
  /** Segments that somebody would act on, those given another name among them unless they were answered no. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Segments that get another name. */
  readonly renamed: readonly string[];
  /** Segments without an answer; they stay as they are. */
  readonly open: readonly string[];
}

/**
 * Turns the answers to cards ({@link answersForm}, filled in) into edits of the model: other names, and of segments that nobody
 * would act on, if that is asked for, their end.
 *
 * @param model the model that the cards showed.
 * @param answers text or bytes of CSV with the columns `id`, `answer` (yes, no, or nothing) and `name`; others are left to people,
 *   but for `called`, which must be the name on the card. Commas, semicolons or tabs separate.
 * @param options what a no does.
 * @returns the edits, and who said what.
 * @throws TypeError, RangeError naming the line: an unknown or repeated id, another answer, an impossible name, or cards of another
 *   model.
 * @example
 * const model = await loadSegments("players.seqment");
 * const { renamed, no } = editsOfAnswers(model, "id,answer,name\ns1,yes,Newcomers\ns2,no,");
 * [renamed[0], no[0]]; // ["s1", "s2"]
 */
export function editsOfAnswers(
  model: SegmentModel,
  answers: string | Uint8Array,
  options: AnswersOptions = {},
): CardAnswers {
  const { no: rejected, leftOver } = readOptions(options, ANSWERS_OPTIONS);
  if (leftOver !== undefined && rejected === "keep") {
    throw wrongValue("leftOver", 'nothing without no: "dissolve"', leftOver);
  }
  const cards = new Cards(toSegmentModel("model", model));
  const lines = new Map<string, AnswerLine>();
  for (const line of readAnswers(answers)) {
    cards.check(line);
    const before = lines.get(line.id);
    if (before) throw wrongValue("answers", `each id once (line ${before.line})`, line.id, at(line.line));
    lines.set(line.id, line);
  }
  const answered = cards.ids.flatMap((id) => lines.get(id) ?? []).map((line) => ({ ...line, says: saysOf(line) }));
  const said = (says: "yes" | "no") => answered.filter((line) => line.says === says).map(({ id }) => id);
  const no = said("no");
  const renamed = answered.filter(({ id, name }) => name !== "" && name !== cards.nameOf(id));
  const dissolve = rejected === "dissolve" ? no : [];
  for (const { id, line, name } of renamed) {
    if (dissolve.includes(id)) throw wrongValue("answers", "no name for a segment that is answered no", name, at(line));
  }
  cards.checkNames(renamed, dissolve);
  if (dissolve.length > 0 && dissolve.length === cards.ids.length) {
    throw wrongValue("answers", "to leave a segment", verbatim(`no to all ${dissolve.length}`));
  }
  const edits = {
    ...(renamed.length > 0 && { rename: Object.fromEntries(renamed.map(({ id, name }) => [id, name])) }),
    ...(dissolve.length > 0 && { dissolve, leftOver }),
  };
  return {
    edits: Object.keys(edits).length > 0 ? edits : undefined,
    ...{ yes: said("yes"), no, renamed: renamed.map(({ id }) => id) },
    open: cards.ids.filter((id) => !answered.some((line) => line.id === id && line.says !== undefined)),
  };
}

/** Another name is a yes, unless a no stands beside it. */
function saysOf({ answer, name, line }: AnswerLine): "yes" | "no" | undefined {
  const word = answer.toLowerCase();
  if (word === "") return name === "" ? undefined : "yes";
  if (word !== "yes" && word !== "no") throw wrongValue("answers", "yes, no or nothing as an answer", answer, at(line));
  return word;
}

/** The segments as they stand on the cards. */
class Cards {
  readonly ids: readonly string[];
  readonly #model: SegmentModel;

  constructor(model: SegmentModel) {
    this.ids = model.lineage.ids;
    this.#model = model;
  }

  nameOf(id: string): string {
    return this.#model.segments[this.ids.indexOf(id)]!.name;
  }

  /** @throws RangeError for a line about a segment that the model has not, or calls something else. */
  check({ id, called, line }: AnswerLine): void {
    if (!this.ids.includes(id)) throw wrongValue("answers", this.#expected(id), id, at(line));
    const name = this.nameOf(id);
    // an apostrophe is what keeps a spreadsheet from running a name as a formula
    if (called === undefined || called === name.trim() || called === `'${name}`.trim()) return;
    throw wrongValue(
      "answers",
      `${JSON.stringify(name)} to be what ${id} is called`,
      called,
      `${at(line)}: these are answers to cards of another model, or from before an edit`,
    );
  }

  /** @throws RangeError for a name that cannot be given, or that two segments would bear. */
  checkNames(renamed: readonly AnswerLine[], dissolved: readonly string[]): void {
    const lines = new Map<string, AnswerLine>();
    for (const line of renamed) {
      if (!isSegmentName(line.name)) throw wrongValue("answers", NAME_EXPECTED, line.name, at(line.line));
      const before = lines.get(line.name);
      if (before) {
        const both = `${before.id} and ${line.id}, which are one if you merge them`;
        throw wrongValue("answers", `a name for each of ${both}`, line.name, at(line.line));
      }
      lines.set(line.name, line);
    }
    const staying = this.ids.filter((id) => !dissolved.includes(id) && !renamed.some((line) => line.id === id));
    for (const id of staying) {
      const line = lines.get(this.nameOf(id));
      if (line) throw wrongValue("answers", `a name that ${id} does not bear`, line.name, at(line.line));
    }
  }

  #expected(id: string): string {
    const successors = this.#model.lineage.retired.find((gone) => gone.id === id)?.successors ?? [];
    if (successors.length > 0) return `an id of the model (${id} became ${successors.join(" and ")})`;
    if (this.ids.length === 0) return "no line, for the model has no segment";
    const listed = `${this.ids.slice(0, 12).join(", ")}${this.ids.length > 12 ? ", ..." : ""}`;
    return `an id of the model (${listed})`;
  }
}
