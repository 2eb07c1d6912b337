import { cp, mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { ROOT } from "../../helpers/subpaths";
import { mustRun } from "../command";
import { writeFixtures } from "./fixtures";

const PYTHON = process.env.SEQMENT_PYTHON ?? "python3";

let folder: string;
let env: Record<string, string>;
let wheel: string;

/** The package as a wheel, unpacked into a folder of its own, beside the packed command. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-wheel-"));
  await cp(`${ROOT}integrations/python`, join(folder, "source"), { recursive: true });
  const pip = (...args: string[]) => mustRun(PYTHON, ["-m", "pip", "-q", ...args], { cwd: folder });
  await pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, "./source");
  wheel = (await readdir(folder)).find((file) => file.endsWith(".whl"))!;
  await pip("install", "--no-deps", "--no-index", "--target", join(folder, "installed"), wheel);
  env = {
    PYTHONPATH: join(folder, "installed"),
    SEQMENT_COMMAND: join(inject("consumer"), "node_modules/.bin/seqment"),
    SEQMENT_FIXTURES: await writeFixtures(),
  };
});

test("the wheel holds the package and its types", async () => {
  expect(wheel).toBe("seqment-0.1.0-py3-none-any.whl");
  const { version } = JSON.parse(await readFile(`${ROOT}package.json`, "utf8"));
  const code =
    "import seqment, pathlib; print(seqment.__version__, (pathlib.Path(seqment.__file__).parent / 'py.typed').exists())";
  expect(await mustRun(PYTHON, ["-c", code], { cwd: folder, env })).toBe(`${version} True\n`);
});

test("its tests pass, with the packed command", async () => {
  const out = await mustRun(PYTHON, ["-m", "pytest", join(folder, "source/tests")], { cwd: folder, env });
  expect(out).toMatch(/\d+ passed in/);
  expect(out).not.toMatch(/skipped|failed|error/);
});

test("the example notebook runs, and shows the map", async () => {
  const run = [
    "import nbformat, nbclient, sys",
    "book = nbformat.read(sys.argv[1], as_version=4)",
    "nbclient.NotebookClient(book, timeout=120, resources={'metadata': {'path': sys.argv[2]}}).execute()",
    "print([kind for cell in book.cells for out in cell.get('outputs', []) for kind in out.get('data', {})])",
  ].join("\n");
  const book = `${ROOT}integrations/python/examples/segments.ipynb`;
  const out = await mustRun(PYTHON, ["-c", run, book, env.SEQMENT_FIXTURES!], { cwd: folder, env });
  expect(out).toContain("image/svg+xml");
  expect(out).toContain("text/html");
});

test("a million rows on Spark have the answers of one process, three ways", async () => {
  const script = `${ROOT}integrations/python/benchmarks/ways_to_score.py`;
  const of = ["players.seqment", "paths.json"].map((name) => join(env.SEQMENT_FIXTURES!, name));
  const out = await mustRun(PYTHON, [script, ...of, "--rows", "1000000", "--distinct", "50000"], { cwd: folder, env });
  console.log(out);
  for (const way of ["assign_paths", "pipe"]) expect(out).toMatch(new RegExp(`\\| ${way} \\|.*\\| 100.0% \\| yes \\|`));
  expect(out).toMatch(/\| reader \|.*\| yes \|/);
});
