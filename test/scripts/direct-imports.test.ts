import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directImports } from "../../scripts/direct-imports";

let folder: string;
const FILES = {
  "events/index.ts":
    'export { type Events, readEvents } from "./read";\nexport { look as inspect } from "./inspect/look";\n',
  "events/internal.ts": 'export { half } from "./text/half";\n',
  "core/index.ts": 'export { sum } from "./sum";\n',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "direct-imports-"));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const rewritten = (text: string, file = "segments/stages/fit.ts") => directImports(text, join(folder, file));

test.each([
  ['import { readEvents } from "../../events";', 'import { readEvents } from "../../events/read";'],
  ['import { inspect } from "../../events";', 'import { look as inspect } from "../../events/inspect/look";'],
  ['import { inspect as see } from "../../events";', 'import { look as see } from "../../events/inspect/look";'],
  ['import { half } from "../../events/internal";', 'import { half } from "../../events/text/half";'],
  ['import { type Events, readEvents } from "../../events";', 'import { readEvents } from "../../events/read";'],
  ['export { readEvents } from "../../events";', 'export { readEvents } from "../../events/read";'],
])("%s", (text, expected) => {
  expect(rewritten(text)).toBe(expected);
});

test.each([
  'import type { Events } from "../../events";',
  'import { sum } from "../../core";', // needed nearly whole
  'import { other } from "./other";',
  'import process from "node:process";',
  "const a = 1;",
])("stays as it is: %s", (text) => {
  expect(rewritten(text)).toBe(text);
});

test("every line stays where it is", () => {
  const text = 'import {\n  inspect,\n  readEvents,\n} from "../events";\nconst last = 1;\n';
  expect(rewritten(text, "report/a.ts").split("\n")).toEqual([
    'import { look as inspect } from "../events/inspect/look"; import { readEvents } from "../events/read";',
    ...["", "", "", "const last = 1;", ""],
  ]);
});

test("a name that is not offered is an error", () => {
  expect(() => rewritten('import { nothing } from "../../events";')).toThrow('../../events has no "nothing"');
});
