import type { Command } from "commander";
import { unitsText } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import type { SegmentLayer, SegmentModel } from "../../segments";
import type { CliIo } from "../terminal/io";
import { wholeNumberFlag } from "./number-flags";

/** The flag of {@link atLayer}. */
export interface LayerFlags {
  layer?: number;
}

/** @param what is of the layer. */
export function addLayerFlag(command: Command, what: string): Command {
  return command.option("--layer <n>", `${what} at another level of detail: 1 is the coarsest`, wholeNumberFlag);
}

/** The model at the layer that a flag names, from 1, the coarsest; as it is where none is named. */
export async function atLayer(
  model: SegmentModel,
  { layer }: LayerFlags,
  io: Pick<CliIo, "signal">,
): Promise<SegmentModel> {
  if (layer === undefined) return model;
  const { length } = model.layers;
  if (layer < 1 || layer > length) throw new RangeError(`--layer expected 1 to ${length} for this model, got ${layer}`);
  return model.at(layer - 1, { signal: io.signal });
}

/** The layers of a model, a line each; nothing where there is one alone. */
export function formatLayers({ layers }: SegmentModel): string[] {
  if (layers.length < 2) return [];
  return [["Layers, coarse to fine (--layer N shows one):", ...layers.map(layerLine)].join("\n")];
}

function layerLine({ layer, kind, segments, groups }: SegmentLayer): string {
  const head = `  ${layer + 1}  ${unitsText(segments, "segment")}, ${kind}`;
  if (kind !== "merged") return head;
  const members = groups!.map((group) => `${group.name} (${group.segments.map(segmentNumber).join(", ")})`);
  return `${head}: ${members.slice(0, NAMED).join("; ")}${members.length > NAMED ? "; ..." : ""}`;
}

/** Groups that a line names. */
const NAMED = 6;
