import { colorOf, NOISE_COLOR, PALETTE } from "./palette";

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
};

/** Literal colors, for a picture that stands alone. */
export function standaloneColors(theme: "light" | "dark"): Colors {
  return { ...GROUNDS[theme], segment: (of) => (of < 0 ? NOISE_COLOR[theme] : PALETTE[theme][colorOf(of)]!) };
}

/** Colors beside those of segments; the style sheet of the page is made from them too. */
export const GROUNDS = {
  light: { ground: "#ffffff", text: "#1b1f24", faint: "#5c6570", line: "#dde1e6", more: "#0b6fb0", less: "#b3541e" },
  dark: { ground: "#14171c", text: "#e8eaed", faint: "#a0a8b3", line: "#2e343d", more: "#5cbcf8", less: "#e2915c" },
} as const;
