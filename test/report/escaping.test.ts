import { expect, test } from "vitest";
import { escapeHtml, html, inlineJson, trusted } from "../../src/report/html";

test("texts put into markup are escaped, markup and lists of it are not", () => {
  const name = `<b title="x">'&`;
  expect(html`<p>${name}${html`<i>${1}</i>`}${[html`<br>`, "<"]}${null}${false}${undefined}</p>`.text).toBe(
    "<p>&lt;b title=&quot;x&quot;&gt;&#39;&amp;<i>1</i><br>&lt;</p>",
  );
  expect(html`${trusted("<hr>")}`.text).toBe("<hr>");
  expect(escapeHtml("a & b")).toBe("a &amp; b");
});

test("JSON within a script cannot end it, and is the same value", () => {
  const value = { "</script>": ["<!--", "\u2028\u2029", "__proto__"] };
  const text = inlineJson(value);
  expect(text).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual(value);
});
