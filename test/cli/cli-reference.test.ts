import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cliReference } from "../helpers/cli-reference";
import { ROOT } from "../helpers/subpaths";

const PAGE = `${ROOT}docs/cli.md`;
const GENERATED = /(<!-- made from the flags.*? -->\n\n)[\s\S]*?(<!-- end -->)/;

test("docs/cli.md holds every command and flag as they are", async () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toMatch(GENERATED);
  await expect(
    page.replace(GENERATED, (_, begin, end) => `${begin}${cliReference()}\n${end}`),
    "docs/cli.md is not what the flags say: renew it with npx vitest run test/cli/cli-reference -u",
  ).toMatchFileSnapshot(PAGE);
});

test("a flag stands in the reference with its values, its default and its description", () => {
  const reference = cliReference();
  expect(reference).toMatch(/^### seqment fit$/m);
  expect(reference).toMatch(/^\| `--effort <effort>` \| .*; one of `quick`, `thorough` \|$/m);
  expect(reference).toMatch(/^\| `--out <file>` \| where the page is written; default: `report.html` \|$/m);
  expect(reference).toMatch(/^\| `--input <file>` \| .*; required \|$/m);
  expect(reference).toContain("seqment fit paths.txt --format sequences");
});
