import { asExpected, countText, percentText, printable, wrongType } from "../../core/internal";
import { distinctiveOf, type SegmentProfile } from "../segment-profile";
import { segmentNumber } from "../words/segment-number";

/** Patterns shown of each segment. */
const SHOWN = 3;

/**
 * Profiles as a small HTML table for a notebook: plain markup without script, style sheet or anything remote, in which
 * all names are text.
 *
 * @param profiles of `summarizeSegments` or a model.
 * @returns one `<table>`.
 * @throws TypeError when `profiles` is not an array.
 * @example
 * const sequences = await sequencesFrom(["<b> -> BUY", "START -> QUIT"]);
 * toHTML(await summarizeSegments(sequences, [0, 1])).includes("<b>"); // false
 */
export function toHTML(profiles: readonly SegmentProfile[]): string {
  if (!Array.isArray(profiles)) throw wrongType("profiles", "an array of profiles", profiles);
  return asExpected("profiles", "an array of profiles", profiles, () => tableMarkup(profiles));
}

function tableMarkup(profiles: readonly SegmentProfile[]): string {
  const rows = profiles.map((profile) => {
    const patterns = distinctiveOf(profile).slice(0, SHOWN);
    const shown = patterns.map(({ text, coverage, elsewhere }) => {
      return `${escaped(text)} ${percentText(coverage)}${elsewhere === null ? "" : ` (${percentText(elsewhere)})`}`;
    });
    const cells = [
      profile.segment < 0 ? "none" : String(segmentNumber(profile.segment)),
      `<strong>${escaped(profile.name)}</strong><br>${escaped(profile.description)}`,
      `${countText(profile.size)} (${percentText(profile.share)})${profile.small ? " rough" : ""}`,
      shown.join("<br>") || "-",
      escaped(profile.paths.medoid?.path ?? "-"),
    ];
    return `<tr>${cells.map((cell) => `<td style="text-align:left">${cell}</td>`).join("")}</tr>`;
  });
  const header = ["segment", "what", "members", "here (elsewhere)", "typical path"];
  const head = header.map((title) => `<th style="text-align:left">${title}</th>`).join("");
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
