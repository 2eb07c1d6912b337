import { type Html, html, trusted } from "./html";

/** What a page may load: its own styles and script, by their hashes, and nothing else. */
export interface PageHead {
  readonly title: string;
  readonly styles: readonly { readonly text: string; readonly hash: string }[];
  /** Of the page's script; absent where it has none. */
  readonly scriptHash?: string;
}

/** The head of a page, with a policy that lets it load and send nothing. */
export function pageHead({ title, styles, scriptHash }: PageHead): Html {
  const script = scriptHash === undefined ? "" : `script-src '${scriptHash}'; `;
  const style = styles.map(({ hash }) => `'${hash}'`).join(" ");
  const policy = `default-src 'none'; ${script}style-src ${style}; base-uri 'none'; form-action 'none'`;
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${styles.map(({ text }) => html`<style>${trusted(text)}</style>`)}
</head>`;
}
