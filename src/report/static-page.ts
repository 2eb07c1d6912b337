import { type Html, html } from "./html";
import { pageHead } from "./page-head";

/** What a page without a script is made of. */
export interface StaticPage {
  readonly title: string;
  /** Sections that the contents name: the anchor of each, and what it is called; none for no contents. */
  readonly sections: readonly (readonly [anchor: string, name: string])[];
  readonly body: Html;
  /** Whether it is to be printed as cards: the style sheet of these is added. */
  readonly isCards?: boolean;
}

/** A page that loads nothing and has no script. */
export async function staticPage({ title, sections, body, isCards = false }: StaticPage): Promise<string> {
  const parts = await import("./generated/page");
  const styles = [
    { text: parts.PAGE_STYLE, hash: parts.PAGE_STYLE_HASH },
    ...(isCards ? [{ text: parts.CARDS_STYLE, hash: parts.CARDS_STYLE_HASH }] : []),
  ];
  const [first] = sections;
  return html`<!doctype html>
<html lang="en">
${pageHead({ title, styles })}
<body>
${first && html`<a class="skip" href="#${first[0]}">Skip to: ${first[1]}</a>`}
<div class="top"><header><h1>${title}</h1>
${sections.length > 0 && html`<nav class="contents" aria-label="Contents">${sections.map(([anchor, name]) => html`<a href="#${anchor}">${name}</a>`)}</nav>`}</header></div>
<main>
${body}
</main>
<footer>Made by seqment, on one computer. This page loads nothing and sends nothing.</footer>
</body>
</html>
`.text;
}
