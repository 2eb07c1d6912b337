import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitSegments } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { segmentMapSvg } from "../../../src/report";
import { eventsOf, pathsOf } from "../../helpers/demo-paths";

/** A folder with a model, paths, and what the library says of them, for tests in Python to compare. */
export async function writeFixtures(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "seqment-python-"));
  const write = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  const model = await fitSegments(await eventsOf(makeDemoLog({ users: 300, seed: 7 }).events), { seed: 7 });
  await model.save(join(folder, "players.seqment"));
  const seen = pathsOf(await eventsOf(makeDemoLog({ users: 300, seed: 7 }).events));
  const fresh = pathsOf(await eventsOf(makeDemoLog({ users: 300, seed: 8 }).events));
  const strange = [
    [],
    ["NEVER_SEEN"],
    ["START", "\ud800", "__proto__", "日本", "a\u0000b\n"],
    Array(5000).fill("START"),
  ];
  const paths = [...seen, ...fresh, ...strange];
  await write("paths.json", paths);
  await write("answers.json", await model.assign(paths));
  await write("begun.json", await model.assign(paths.slice(0, 50), { complete: false }));
  await write("tables.json", { segments: model.toRows("segments"), patterns: model.toRows("patterns") });
  await write("map.json", segmentMapSvg(model, { width: 500, theme: "dark" }));
  await write("facts.json", { sha256: await model.hash(), ids: model.lineage.ids });
  await writeFile(join(folder, "users.csv"), model.toCSV("members"));
  await write("users.json", model.toRows("members"));
  const plain = await fitSegments(seen, { embedding: "ngrams", projection: false, seed: 7 });
  await plain.save(join(folder, "no-picture.seqment"));
  return folder;
}
