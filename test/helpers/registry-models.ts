import type { Decision } from "../../src/registry";
import { fitSegments, type SegmentModel } from "../../src/segments";

const OPTIONS = { effort: "quick", projection: false } as const;

/** A model, the one that follows it, and one that follows none of them; small. */
export async function registryModels() {
  const paths = (...kinds: string[]) => kinds.flatMap((path) => Array<string>(30).fill(path));
  const first = await fitSegments(paths("A -> B -> C", "A -> B -> D", "X -> Y -> Z", "X -> Y -> Y"), OPTIONS);
  const log = paths("A -> B -> C", "A -> B -> D", "X -> Y -> Z", "X -> Y -> Y", "A -> B -> C -> C");
  const second = await fitSegments(log, { previous: first });
  const third = await fitSegments(paths("A -> B -> C", "A -> B -> D", "X -> Y -> Z"), { previous: second });
  const stranger = await fitSegments(paths("P -> Q", "R -> S -> T", "R -> R"), OPTIONS);
  return { first, second, third, stranger };
}

/** A decision as `promote` gives it, with one gate. */
export async function decisionOn(
  candidate: SegmentModel,
  champion: SegmentModel | null,
  { passed = true, segments = [] as Decision["segments"] } = {},
): Promise<Decision> {
  const gate = { gate: "lost", figure: passed ? 0 : 1, threshold: 0, passes: "at most", passed, text: "" } as const;
  return {
    candidate: await candidate.hash(),
    champion: champion && (await champion.hash()),
    passed,
    text: passed ? "All gates were passed." : "Blocked.",
    gates: [gate],
    inputs: 0,
    seed: 1,
    segments,
    flows: [],
  };
}
