import { countText } from "../../core/internal";
import { followScroll } from "./scroll-hints";

/** What a legend asks of the page. */
export interface LegendEvents {
  /** Show this segment alone; undefined: all alike. */
  show(segment: number | undefined): void;
  /** A segment was chosen, or the choice was cleared. */
  chosen(segment: number | undefined): void;
}

/** Hovering over a segment in the legend shows it alone; a click keeps it so. */
export function wireLegend(legend: HTMLElement, { show, chosen }: LegendEvents): void {
  const buttons = [...legend.querySelectorAll<HTMLButtonElement>("[data-segment]")];
  let pinned: number | undefined;
  for (const button of buttons) {
    const segment = Number(button.dataset.segment);
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(segment));
    button.addEventListener("pointerleave", () => show(pinned));
    button.addEventListener("click", () => {
      pinned = pinned === segment ? undefined : segment;
      for (const other of buttons) other.setAttribute("aria-pressed", String(Number(other.dataset.segment) === pinned));
      show(pinned);
      chosen(pinned);
    });
  }
}

/** Shows how many segments follow below the edge of the list, on a button that shows them. */
export function tellWhatFollows(legend: HTMLElement): void {
  const list = legend.querySelector("ul")!;
  const more = legend.querySelector<HTMLButtonElement>(".legend-more")!;
  followScroll(list, () => {
    const edge = list.getBoundingClientRect().bottom;
    const below = [...list.children].filter((row) => row.getBoundingClientRect().bottom > edge + 4).length;
    more.hidden = below === 0;
    more.textContent = `${countText(below)} more below`;
  });
  more.addEventListener("click", () => {
    const edge = list.getBoundingClientRect().bottom;
    const next = [...list.children].find((row) => row.getBoundingClientRect().bottom > edge + 4);
    next?.scrollIntoView({ block: "start" });
    next?.querySelector("button")?.focus({ preventScroll: true });
  });
}
