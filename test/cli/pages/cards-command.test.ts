import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fitSegments, loadSegments, renderReport } from "../../../src";
import { answersForm, renderCards } from "../../../src/report";
import { cli } from "../../helpers/run-cli";

let folder: string;
let model: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-cards-"));
  model = at("shop.seqment");
  const paths = ["OPEN -> PAY", "OPEN -> PLAY -> PLAY", "CHAT -> LEAVE"].flatMap((path, i) =>
    Array<string>(40 - 5 * i).fill(path),
  );
  const options = { embedding: "ngrams", clustering: { method: "kmeans", k: 3 }, projection: false, seed: 3 } as const;
  await (await fitSegments(paths, options)).save(model);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("writes cards and the form; the answers come back as an edit that the report shows", async () => {
  const cards = ["cards", model, "--out", at("c/cards.html"), "--answers", at("answers.csv"), "--title", "Our users"];
  expect(await cli(cards)).toEqual({
    ...{ code: 0, err: "" },
    out: `Wrote ${at("c/cards.html")}: print it, a page for each segment. Answers go into ${at("answers.csv")}.\n`,
  });
  const before = await loadSegments(model);
  expect(await readFile(at("c/cards.html"), "utf8")).toBe(await renderCards(before, { title: "Our users" }));
  const form = await readFile(at("answers.csv"), "utf8");
  expect(form).toBe(answersForm(before));
  await writeFile(
    at("answers.csv"),
    form.replace(/^(s1,.*),,,\r$/m, "$1,yes,Payers,mail\r").replace(/^(s2,.*),,,\r$/m, "$1,no,,\r"),
  );

  const named = await cli(["edit", model, "--answers", at("answers.csv"), "--out", at("named.seqment")]);
  expect(named.code).toBe(0);
  expect(named.out).toMatch(/^Answers: 1 yes \(s1\), 1 no \(s2\), 1 not answered \(s3\)\nDone: renamed s1 /);
  const after = await loadSegments(at("named.seqment"));
  expect(after.segments[0]!.name).toBe("Payers");
  expect(await renderReport(after)).toContain("to &quot;Payers&quot;");

  const fewer = ["edit", model, "--answers", at("answers.csv"), "--answered-no", "dissolve", "--left-over", "none"];
  expect((await cli([...fewer, "--out", at("fewer.seqment")])).code).toBe(0);
  expect((await loadSegments(at("fewer.seqment"))).lineage.ids).toEqual(["s1", "s3"]);
});

test("saves nothing where nothing changes", async () => {
  await writeFile(at("same.csv"), "id,answer,name\ns1,yes,\n");
  expect(await cli(["edit", model, "--answers", at("same.csv"), "--out", at("same.seqment")])).toEqual({
    ...{ code: 0, err: "" },
    out: "Answers: 1 yes (s1), 2 not answered (s2, s3)\nNothing changes, so nothing was saved.\n",
  });
  await expect(stat(at("same.seqment"))).rejects.toThrow("ENOENT");
});

test.each([
  [["--answers", "none.csv", "--merge", "1,2"], "--merge cannot be combined with --answers"],
  [["--answered-no", "dissolve"], "--answered-no needs --answers"],
  [["--undo", "--answers", "none.csv"], "--answers cannot be combined with --undo"],
  [["--answers", "none.csv"], "--answers none.csv: no such file or folder"],
])("%j is refused", async (flags, message) => {
  const run = await cli(["edit", model, ...flags, "--out", at("refused.seqment")]);
  expect(run.code).toBeGreaterThan(0);
  expect(run.err).toContain(message);
});

test("an answer that is none is refused with its line", async () => {
  await writeFile(at("odd.csv"), "id,answer,name\ns1,perhaps,\n");
  const flags = ["edit", model, "--answers", at("odd.csv"), "--out", at("odd.seqment")];
  const odd = await cli(flags);
  expect(odd.err).toContain(
    `--answers ${at("odd.csv")} expected yes, no or nothing as an answer, got "perhaps" in line 2`,
  );
  const loose = await cli([...flags, "--left-over", "none"]);
  expect(loose.err).toContain("--left-over needs --answered-no dissolve");
});
