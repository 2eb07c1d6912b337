import {
  countText,
  integer,
  percentText,
  printable,
  type Resolved,
  raggedRow,
  readOptions,
  type Schema,
  string,
  unitsText,
} from "../../core/internal";
import { segmentNumber, shortAction } from "../../profiles/internal";
import type { SegmentModel } from "../../segments";
import { toSegmentModel } from "../../segments/internal";
import { type Colors, colorsById, PAGE_COLORS } from "../colors";
import { toBase64 } from "../data/bytes";
import { unitOf } from "../data/report-data";
import { type Html, html } from "../html";
import { pathSteps } from "../path-steps";
import { segmentAnchor } from "../segment-labels";
import { staticPage } from "../static-page";
import { segmentMark } from "../views/mark";
import { shareBar } from "../views/plots/share-bar";
import { uniqueLabels } from "../views/unique-labels";
import { answersForm } from "./answers-form";
import { type CardOutcome, outcomesField } from "./card-outcome";
import { segmentSheet } from "./segment-sheet";

/** Options of {@link renderCards}. */
export interface CardsOptions {
  /** Heading of the cover. @default "Who are these users?" */
  title?: string | undefined;
  /** What is asked on each card. @default "Would you act on this? How?" */
  question?: string | undefined;
  /** Paths taken by fewer users (or sessions) are not shown. @default 1 */
  minPathMembers?: number | undefined;
  /** What came of the users of each segment. @default none */
  outcomes?: readonly CardOutcome[] | undefined;
}

const CARDS_OPTIONS = {
  title: string("Who are these users?"),
  question: string("Would you act on this? How?"),
  minPathMembers: integer({ min: 1 }, 1),
  outcomes: outcomesField(),
} satisfies Schema<CardsOptions>;

/**
 * Writes a model as cards for the people who are to act on it: a cover, then one page of paper for each segment. A card says who
 * they are, how many, three real paths, and what sets them apart; it asks whether its reader would act on that, and how. Answers
 * come back by the form on the cover ({@link answersForm}, {@link editsOfAnswers}).
 *
 * The page loads nothing, has no script, prints on A4 and Letter, and holds no names of users. The same model and options give the
 * same bytes.
 *
 * @param model a fitted or loaded model.
 * @param options title, question, which paths may be shown, outcomes.
 * @returns the page, UTF-8 text to be written to a file.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const model = await loadSegments("players.seqment");
 * const page = await renderCards(model, { title: "Players in January" });
 * page.startsWith("<!doctype html>"); // true
 */
export async function renderCards(model: SegmentModel, options: CardsOptions = {}): Promise<string> {
  const { title, ...settings } = readOptions(options, CARDS_OPTIONS);
  const { segments, sequences, verdict, origin } = toSegmentModel("model", model);
  const least = Math.max(settings.minPathMembers, Number(origin.options.minPathMembers ?? 1));
  const { actions } = sequences.vocabulary;
  const names = uniqueLabels(actions, shortName);
  const nameOf = new Map<string | number, string>(
    names.flatMap((name, i) => [[i, name] as const, [actions[i]!, name] as const]),
  );
  const colors = colorsById(PAGE_COLORS, model.lineage.ids);
  const context = {
    ...settings,
    unit: unitOf(model),
    colors,
    minPathMembers: least,
    path: (row: number) => pathSteps(raggedRow(sequences, row), CARD_ENDS),
    nameOf: (action: string | number) => nameOf.get(action) ?? shortAction(String(action)),
  };
  const outcomes = settings.outcomes ?? [];
  const sheets = segments.map((profile) => {
    const { segment } = profile;
    const ofSegment = outcomes.map(({ name, sentences }) => ({ name, sentence: sentences[segment] ?? null }));
    const evidence = verdict.segments.find((one) => one.segment === segment);
    return segmentSheet(profile, { ...context, id: model.lineage.ids[segment]!, evidence, outcomes: ofSegment });
  });
  return staticPage({
    title,
    sections: [], // the cover is a table of contents
    body: html`${cover(model, settings, colors)}${sheets}`,
    isCards: true,
  });
}

/** Runs of a path that are shown: what three of take a third of a page at most. */
const CARD_ENDS = { head: 8, tail: 4 };
const LONGEST_NAME = 40;

function shortName(name: string, end = ""): string {
  return [...shortAction(name)].slice(0, LONGEST_NAME - end.length).join("") + end;
}

function cover(
  model: SegmentModel,
  { question }: Pick<Resolved<typeof CARDS_OPTIONS>, "question">,
  colors: Colors,
): Html {
  const { segments, verdict, report, lineage } = model;
  const unit = unitOf(model);
  const { noise, noiseShare } = report.clustering;
  const none =
    noise > 0 && html`<p>${unitsText(noise, unit)} (${percentText(noiseShare)}) are in no segment and on no card.</p>`;
  if (segments.length === 0)
    return html`<section class="cards-cover" aria-label="Overview"><p class="lead">${verdict.words.headline} ${verdict.words.why}</p><p>No segment, so no card.</p>${none}</section>`;
  const rows = segments.map(
    (profile) =>
      html`<tr><th scope="row">${segmentMark(profile.segment, colors)} <a href="#${segmentAnchor(profile.segment)}">${segmentNumber(profile.segment)} ${printable(profile.name)}</a>${shareBar(profile.share, null, colors.segment(profile.segment))}</th><td>${lineage.ids[profile.segment]!}</td><td class="n">${countText(profile.size)}</td><td class="n">${percentText(profile.share)}</td></tr>`,
  );
  return html`<section class="cards-cover" aria-label="Overview"><p class="lead">${verdict.words.headline} ${verdict.words.why}</p>
<ol><li>Each page that follows is one group of ${unit}s, described by what they did. Nothing else about them is known here.</li>
<li>Read the three paths first: they are real. Then ask: <strong>${question}</strong></li>
<li>Answer yes or no, or give the group a better name. The answers come back in <a href="${formLink(model)}" download="answers.csv">answers.csv</a>: a line for each card, with its id.</li></ol>
<div class="scroll" tabindex="0" role="group" aria-label="All cards"><table class="patterns"><thead><tr><th scope="col">Group</th><th scope="col">Id</th><th scope="col" class="n">${unit}s</th><th scope="col" class="n">Share</th></tr></thead><tbody>${rows}</tbody></table></div>${none}</section>`;
}

/** The form as a link that needs no network. */
function formLink(model: SegmentModel): string {
  return `data:text/csv;charset=utf-8;base64,${toBase64(new TextEncoder().encode(answersForm(model)))}`;
}
