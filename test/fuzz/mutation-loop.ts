import "./mark-errors";
import fc from "fast-check";
import { loadSegments, ModelFormatError } from "../../src";
import { decodeArtefact, encodeArtefact } from "../../src/segments/file/artefact";
import { makeModels } from "./models-to-mutate";
import { type Mutation, mutationOf } from "./mutate-tree";
import { report } from "./report";

/**
 * Changes parts of saved models, with the hash made anew, loads them and assigns, until it is ended. Says a line of JSON
 * before and after each.
 */
const seed = Number(process.argv[2] ?? 1);
process.on("unhandledRejection", (error) => report({ unhandled: String(error) }));

const PATHS = [["START", "LEVEL_5_FAIL", "PURCHASE_BOOST"], ["QUIT"], ["never seen"], []];
const models = await makeModels();
const mutations: [string, fc.Arbitrary<Mutation>][] = [];
for (const [name, model] of models) mutations.push([name, mutationOf(await decodeArtefact(await model.toBytes()))]);
report({ ready: mutations.length });
for (let round = 0; ; round++) {
  for (const [name, arbitrary] of mutations) {
    for (const one of fc.sample(arbitrary, { seed: seed + round, numRuns: 20 })) {
      report({ begin: `${name}: ${one.path.join(".")} ${one.how}` });
      report(await outcomeOf(one));
    }
  }
}

/** Refused, the same answers as before, other answers that are sound, or a fault. */
async function outcomeOf({ tree }: Mutation): Promise<object> {
  let bytes: Uint8Array;
  try {
    bytes = await encodeArtefact(tree);
  } catch {
    return { skipped: true }; // NaN in a list: no file holds it
  }
  try {
    const model = await loadSegments(bytes);
    const answers = await model.assign(PATHS, { workers: 1 });
    await model.explain(PATHS[0]!, { workers: 1 });
    model.toRows("members");
    model.toMarkdown();
    await model.toBytes();
    for (const { segment, name, confidence, alternatives } of answers) {
      const sound =
        (segment === -1 ? name === null : model.segments[segment]?.name === name) &&
        confidence >= 0 &&
        confidence <= 1 &&
        alternatives.every((other) => other.closeness >= 0 && other.closeness <= 1 && other.segment in model.segments);
      if (!sound)
        return { fault: `an impossible answer: ${JSON.stringify({ segment, name, confidence, alternatives })}` };
    }
    return { answered: true };
  } catch (error) {
    if (error instanceof ModelFormatError) return { refused: true };
    return { fault: String(error), stack: (error as Error).stack?.split("\n").slice(1, 5).join("\n") };
  }
}
