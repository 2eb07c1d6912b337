// `node --import ./scripts/typescript-loader/register.mjs` loads TypeScript of this repository as Node's own modules.
import { register } from "node:module";
import { languageHelpers } from "./language-helpers.mjs";

globalThis.babelHelpers = languageHelpers;
register("./hooks.mjs", import.meta.url);
