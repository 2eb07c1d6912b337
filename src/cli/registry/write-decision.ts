import type { Decision, Registry } from "../../registry";

/** Writes the page of a decision. */
export async function writeDecision(registry: Registry, decision: Decision, path: string): Promise<void> {
  const [{ renderDecision }, { writeAtomically }] = await Promise.all([
    import("../../report"),
    import("../../segments/internal"),
  ]);
  await writeAtomically(path, await renderDecision(decision, { registry: await registry.export() }));
}
