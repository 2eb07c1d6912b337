import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readPages } from "../helpers/code-blocks";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";

const SITE = `${ROOT}out/reference`;
let pages: string[];

beforeAll(async () => {
  await mustRun("npm", ["run", "docs"], { cwd: ROOT });
  const files = readdirSync(SITE, { recursive: true, encoding: "utf8" });
  pages = files.filter((file) => file.endsWith(".html")).map((file) => join(SITE, file));
}, 300_000);

test("the site holds every page of the docs, and the reference", () => {
  const titles = pages.map((page) => /<h1[^>]*>(.*?)<\/h1>/s.exec(readFileSync(page, "utf8"))?.[1] ?? "");
  expect(titles.filter((title) => title.includes("fitSegments"))).toHaveLength(1);
  const documents = pages.filter((page) => dirname(page) === join(SITE, "documents"));
  const written = readPages().filter((page) => page.startsWith("docs/"));
  expect(documents.length).toBeGreaterThanOrEqual(written.length);
});

test("every link of it leads to a file and a place in it", () => {
  const anchors = new Map(pages.map((page) => [page, anchorsOf(page)] as const));
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => {
        const [path, anchor] = link.split("#") as [string, string?];
        const target = path === "" ? page : join(dirname(page), decodeURIComponent(path));
        if (!existsSync(target)) return true;
        const places = anchors.get(statSync(target).isDirectory() ? join(target, "index.html") : target);
        return anchor !== undefined && places !== undefined && !places.has(decodeURIComponent(anchor));
      })
      .map((link) => `${page.slice(SITE.length + 1)}: ${link}`),
  );
  expect(pages.length).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});

test("it loads nothing from elsewhere", () => {
  const loaded = pages.flatMap((page) => {
    const html = readFileSync(page, "utf8");
    return [...html.matchAll(/<(?:script|img|link|iframe)[^>]*(?:src|href)="(https?:)?\/\/[^"]*"/g)].map(
      ([tag]) => tag,
    );
  });
  expect(loaded).toEqual([]);
});

function linksOf(page: string): string[] {
  const html = readFileSync(page, "utf8");
  return [...html.matchAll(/<(?:a|link|script|img)[^>]*?(?:href|src)="([^"]*)"/g)]
    .map(([, link]) => link!.replaceAll("&amp;", "&"))
    .filter((link) => link !== "#" && !/^(?:[a-z]+:|\/\/)/.test(link));
}

function anchorsOf(page: string): Set<string> {
  return new Set([...readFileSync(page, "utf8").matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id!));
}
