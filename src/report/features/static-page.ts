import { type Html, html, trusted } from "../html";

/** What a page without a script is made of. */
export interface StaticPage {
  readonly title: string;
  /** Sections that the contents name: the anchor of each, and what it is called. */
  readonly sections: readonly (readonly [anchor: string, name: string])[];
  readonly body: Html;
}

/** A page that loads nothing and has no script. */
export async function staticPage({ title, sections, body }: StaticPage): Promise<string> {
  const { PAGE_STYLE, PAGE_STYLE_HASH } = await import("../generated/page");
  const policy = `default-src 'none'; style-src '${PAGE_STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#segments">Skip to the segments</a>
<div class="top"><header><h1>${title}</h1>
<nav class="contents" aria-label="Contents">${sections.map(([anchor, name]) => html`<a href="#${anchor}">${name}</a>`)}</nav></header></div>
<main>
${body}
</main>
<footer>Made by seqment, on one computer. This page loads nothing and sends nothing.</footer>
</body>
</html>
`.text;
}
