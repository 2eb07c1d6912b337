import { defineConfig } from "vitest/config";
import { room } from "./stryker.config.mjs";
import base from "./vitest.config";

/** The tests of one room, by which its mutants are judged. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: room.tests.map((files) => `test/${room.name}/**/${files}.test.ts`) },
});
