import { markNumber } from "./mark-number";
import { colorOf, NOISE_COLOR, PALETTE, type Shape, shapeOf } from "./palette";

/** What a drawing is drawn with: literal colors for a picture on its own, variables of the style sheet in the page. */
export interface Colors {
  readonly ground: string;
  readonly text: string;
  /** Of second rank: axes, captions. */
  readonly faint: string;
  /** Hair lines. */
  readonly line: string;
  /** More than elsewhere, and less. */
  readonly more: string;
  readonly less: string;
  /** The color of a segment; -1 for unassigned inputs. */
  segment(segment: number): string;
  /** The shape of its points, a cross for -1. */
  shape(segment: number): Shape;
}

/** Variables of the page's style sheet, so that a drawing follows light and dark. */
export const PAGE_COLORS: Colors = {
  ground: "var(--ground)",
  text: "var(--text)",
  faint: "var(--faint)",
  line: "var(--line)",
  more: "var(--more)",
  less: "var(--less)",
  segment: (segment) => (segment < 0 ? "var(--noise)" : `var(--c${colorOf(segment)})`),
  shape: shapeOf,
};

/** The same, but for segments, which have the color and shape of their ids (`ids[segment]`), and keep it from model to model. */
export function colorsById(colors: Colors, ids: readonly (string | null | undefined)[]): Colors {
  const mark = (segment: number) => markNumber(ids[segment], segment);
  return {
    ...colors,
    segment: (segment) => colors.segment(mark(segment)),
    shape: (segment) => colors.shape(mark(segment)),
  };
}

/** The colors of a page of groups, of which `groups[segment]` is a segment. */
export function groupColors(groups: readonly { readonly id: string | null }[]): Colors {
  const ids = groups.map(({ id }) => id);
  return colorsById(PAGE_COLORS, ids);
}

/** The color of a segment by its id; that of none for null. */
export function colorOfId(id: string | null, colors: Colors): string {
  return colors.segment(markNumber(id, -1));
}

/** Literal colors, for a picture that stands alone. */
export function standaloneColors(theme: "light" | "dark"): Colors {
  const segment = (of: number) => (of < 0 ? NOISE_COLOR[theme] : PALETTE[theme][colorOf(of)]!);
  return { ...GROUNDS[theme], segment, shape: shapeOf };
}

/** Colors beside those of segments; the style sheet of the page is made from them too. */
export const GROUNDS = {
  light: { ground: "#ffffff", text: "#1b1f24", faint: "#5c6570", line: "#dde1e6", more: "#0b6fb0", less: "#b3541e" },
  dark: { ground: "#14171c", text: "#e8eaed", faint: "#a0a8b3", line: "#2e343d", more: "#5cbcf8", less: "#e2915c" },
} as const;
