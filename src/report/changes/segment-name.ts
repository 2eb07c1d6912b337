import { NOISE } from "../../core/internal";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { markNumber } from "../mark-number";
import { segmentMark } from "../views/mark";

/** A segment in a table: its mark, which it keeps from model to model, id and name. */
export function segmentName(segment: number, id: string | null, name: string | null): Html {
  if (segment === NOISE) return html`${segmentMark(NOISE, PAGE_COLORS)} in no segment`;
  if (id === null) return html`${segmentMark(NOISE, PAGE_COLORS)} a group of the refit alone`;
  return html`${segmentMark(markNumber(id, segment), PAGE_COLORS)} <span class="faint">${id}</span> ${name}`;
}
