import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "rolldown/utils"; // esbuild, a process of its own, takes five times as long to load src

const ROOT = new URL("../../", import.meta.url).href;
const SETTINGS = {
  lang: "ts",
  sourceType: "module",
  sourcemap: true,
  target: "es2022",
  tsconfig: false,
  helpers: { mode: "External" }, // see language-helpers.mjs
};

const isOurs = (url) => url.startsWith(ROOT) && !url.includes("/node_modules/");

/** Imports are extensionless: `./a` is `./a.ts` or `./a/index.ts`. */
export function resolve(specifier, context, next) {
  if (/^\.\.?(\/|$)/.test(specifier) && context.parentURL && isOurs(context.parentURL)) {
    const { href } = new URL(specifier, context.parentURL);
    for (const url of [`${href}.ts`, `${href.replace(/\/$/, "")}/index.ts`]) {
      if (existsSync(fileURLToPath(url))) return { url, format: "module", shortCircuit: true };
    }
  }
  return next(specifier, context);
}

/** Each file by itself is stripped of its types; stack traces show the positions in it. */
export function load(url, context, next) {
  const file = url.split("?")[0];
  if (!file.endsWith(".ts") || !isOurs(file)) return next(url, context);
  const path = fileURLToPath(file);
  const { code, map, errors } = transformSync(path, readFileSync(path, "utf8"), SETTINGS);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors.map(({ message }) => message).join("; ")}`);
  const positions = JSON.stringify({ ...map, sources: [file], sourcesContent: undefined });
  const comment = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(positions).toString("base64")}`;
  return { format: "module", source: `${code}\n${comment}`, shortCircuit: true };
}
