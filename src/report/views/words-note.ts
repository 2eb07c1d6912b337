import { printable } from "../../core/internal";
import type { SegmentProfile } from "../../profiles";
import { type Html, html } from "../html";
import { sentence } from "./sentence";

/** What seqment calls a segment that others named, and which words are not its own; null where all are. */
export function wordsNote({ name, words }: SegmentProfile): Html | null {
  const { namedBy, describedBy, keywords } = words;
  const isOther = namedBy !== "seqment" && typeof keywords === "string" && keywords !== name; // absent in older files
  const written = [namedBy === "describe" && "name", describedBy === "describe" && "description"].filter(Boolean);
  const parts = [
    isOther && `by what they do: ${printable(keywords)}`,
    written.length > 0 && `${written.join(" and ")} written by a describer, not by seqment`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : html`<p class="note">${parts.map(sentence).join(" ")}</p>`;
}
