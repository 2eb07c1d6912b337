import { join } from "node:path";
import { expect } from "vitest";
import { fitSegments } from "../../../src";
import { modelSource } from "../../../src/cli/serve/model-source";
import { openRegistryAt } from "../../../src/cli/stores/open-registry-at";
import { tastePaths } from "../../helpers/planted-tastes";
import { decisionOn } from "../../helpers/registry-models";
import { cli } from "../../helpers/run-cli";

/** Keeps a model in the registry at an address by the shell, each command with a connection of its own. */
export async function useRegistryInTheShell(folder: string, address: string): Promise<void> {
  const file = join(folder, "m.seqment");
  const model = await fitSegments(tastePaths(120, 1), { effort: "quick", projection: false });
  await model.save(file);
  const shell = async (action: string, ...args: string[]) => {
    const { code, out, err } = await cli(["registry", action, address, ...args, "--by", "ann", "--json"]);
    return { code, err, data: out === "" ? undefined : JSON.parse(out) };
  };
  const hash = await model.hash();
  expect(await shell("list")).toEqual({ code: 0, err: "", data: [] });
  expect(await shell("register", file)).toMatchObject({ code: 0, data: { number: 1, status: "draft", hash } });
  expect(await shell("shadow", "v1")).toMatchObject({ code: 0, data: { status: "shadow" } });
  expect((await shell("promote", "v1")).err).toContain("no decision on v1");
  expect((await shell("show", "challenger")).data).toMatchObject({
    version: { hash, bytes: (await model.toBytes()).length },
  });
  {
    await using opened = await openRegistryAt(address);
    await opened.registry.decide(await decisionOn(model, null));
  }
  await using source = await modelSource(address, {});
  expect([await source.mark(), await (await source.load()).hash()]).toEqual([hash, hash]);
  expect(await shell("verify")).toMatchObject({ code: 0, data: { intact: true, entries: 3, models: 1 } });
}
