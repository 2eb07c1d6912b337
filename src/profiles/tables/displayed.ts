import type { SegmentProfile } from "../segment-profile";
import { formatProfile } from "../words/format-profile";
import { toHTML } from "./to-html";

/** How Node, Bun and Deno print an object. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");
/** How Deno's Jupyter kernel shows an object. */
const JUPYTER = Symbol.for("Jupyter.display");

/** Makes an object print as a text and show as HTML, by properties that copies, JSON and comparisons do not see. */
function displayed<T extends object>(object: T, text: () => string, html: () => string): T {
  return Object.defineProperties(object, {
    [INSPECT]: { value: text, configurable: true },
    [JUPYTER]: { value: () => ({ "text/plain": text(), "text/html": html() }), configurable: true },
    toHTML: { value: html, configurable: true },
  });
}

/** A profile that prints well in a REPL and a notebook. */
export function displayedProfile(profile: SegmentProfile): SegmentProfile {
  return displayed(
    profile,
    () => formatProfile(profile),
    () => toHTML([profile]),
  );
}
