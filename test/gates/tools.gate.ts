import { test } from "vitest";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";

test.each(["lint", "typecheck", "unused"])("npm run %s", async (script) => {
  await mustRun("npm", ["run", script], { cwd: ROOT });
});
