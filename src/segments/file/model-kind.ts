import { ModelFormatError } from "../../core";
import type { Tree } from "./artefact";
import { fields } from "./shape";

/** What a model groups: sequences, the rows of a table, or users by paths and figures. */
export type ModelKind = "sequences" | "table" | "hybrid";

const KINDS: Readonly<Record<ModelKind, { readonly of: string; readonly loader: string }>> = {
  sequences: { of: "sequences", loader: "loadSegments" },
  table: { of: "a table", loader: "loadTableSegments" },
  hybrid: { of: "paths and figures", loader: "loadHybridSegments" },
};

/** What a file says it holds; one of sequences says nothing. */
export function modelKind(tree: Tree): ModelKind {
  const { holds } = fields(tree, "");
  return holds === "table" || holds === "hybrid" ? holds : "sequences";
}

/** @throws ModelFormatError naming what loads a file of another kind than wanted. */
export function refuseOtherKind(tree: Tree, wanted: ModelKind): void {
  const kind = modelKind(tree);
  if (kind === wanted) return;
  const { of, loader } = KINDS[kind];
  throw new ModelFormatError(`the file holds a model of ${of}, not of ${KINDS[wanted].of}: load it with ${loader}`);
}
