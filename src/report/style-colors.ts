import { GROUNDS } from "./colors";
import { NOISE_COLOR, PALETTE } from "./palette";

/** Colors of the page that no drawing needs. */
const PAGE = {
  light: { panel: "#f4f6f8", track: "#eceff2", edge: "#b9c0c8", link: "#0b5f99" },
  dark: { panel: "#1c2128", track: "#262c35", edge: "#4a525d", link: "#7cc4f5" },
} as const;

/** The colors as variables of a style sheet: light, and dark where the reader's system asks for it, but not on paper. */
export function styleColors(): string {
  return `:root{${variables("light")}}@media screen and (prefers-color-scheme: dark){:root{${variables("dark")}}}`;
}

function variables(theme: "light" | "dark"): string {
  const colors = PALETTE[theme].map((color, i) => [`c${i}`, color]);
  return [...Object.entries({ ...GROUNDS[theme], ...PAGE[theme], noise: NOISE_COLOR[theme] }), ...colors]
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}
