import { percentText, printable } from "../../core/internal";
import type { SegmentPattern } from "../../profiles";
import { type Html, html } from "../html";
import { patternChain } from "./path-chain";
import { shareBar } from "./plots/share-bar";

/** Patterns with their coverage beside the share elsewhere. */
export function patternTable(caption: string, patterns: readonly SegmentPattern[], color: string): Html | null {
  if (patterns.length === 0) return null;
  return html`<table class="patterns">
<caption>${caption}</caption>
<thead><tr><th scope="col">Does</th><th scope="col" class="n">Members</th><th scope="col" class="n">Others</th></tr></thead>
<tbody>${patterns.map((pattern) => patternRow(pattern, color))}</tbody>
</table>`;
}

function patternRow(pattern: SegmentPattern, color: string): Html {
  const { actions, coverage, elsewhere, lift } = pattern;
  const title = [
    lift !== null && lift >= 1.05 && `${liftText(lift)} as common as elsewhere`,
    pattern.q !== null && `q, the false discovery rate: ${rateText(pattern.q)}`,
  ].filter((text) => text !== false);
  return html`<tr title="${title.join("; ") || actions.map(printable).join(" → ")}"><th scope="row">${patternChain(actions, pattern.kind === "subsequence")}${shareBar(coverage, elsewhere, color)}</th><td class="n">${percentText(coverage)}</td><td class="n">${elsewhere === null ? "–" : percentText(elsewhere)}</td></tr>`;
}

/** 2.13 -> `2.1 times` */
function liftText(lift: number): string {
  return `${lift >= 10 ? Math.round(lift) : Math.round(lift * 10) / 10} times`;
}

/** 0.0312 -> `0.031`, 0.00001 -> `below 0.001` */
function rateText(rate: number): string {
  return rate < 0.001 ? "below 0.001" : String(Math.round(rate * 1000) / 1000);
}
