import {
  checkpoint,
  integer,
  number,
  oneOf,
  readOptions,
  type Schema,
  string,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { Sequences } from "../../sequences";
import { toSequences } from "../../sequences/internal";
import { countEdges, type EdgeCounts, edgeTimes } from "./count-edges";
import { ONE_SEGMENT_OPTIONS, type OneSegmentOptions, segmentFilter } from "./segment-weights";

/** What an edge of a graph is worth. */
export type EdgeWeight = "share" | "users" | "count" | "median time";

/** Options of {@link transitionGraph}. */
export interface TransitionGraphOptions extends OneSegmentOptions, Omit<RunOptions, "workers"> {
  /**
   * What `weight` of an edge is: the share of all that follows its first action, the inputs (users or sessions) that take it, how
   * often it is taken, or the median time it takes, in milliseconds.
   * @default "share"
   */
  weight?: EdgeWeight | undefined;
  /** Edges that are a smaller share of what follows their first action are left out. @default 0 */
  minShare?: number | undefined;
  /** Edges at most: those that are taken most often. @default 50 */
  maxEdges?: number | undefined;
  /** An action: only edges that lead to it or from it. @default none */
  ego?: string | undefined;
}

/** A node of a graph: an action, or the start or end of paths. */
export interface GraphNode {
  /** Position among the nodes: what edges name. */
  readonly id: number;
  readonly kind: "start" | "action" | "end";
  /** The action; `START` and `END` for the others. */
  readonly name: string;
  /** Inputs that show it. */
  readonly users: number;
  /** How often it occurs. */
  readonly count: number;
}

/** An edge of a graph: one action directly after another. */
export interface GraphEdge {
  /** Nodes. */
  readonly from: number;
  readonly to: number;
  /** How often it is taken. */
  readonly count: number;
  /** Inputs that take it once or more. */
  readonly users: number;
  /** `count` of all that follows its first action. */
  readonly share: number;
  /** In milliseconds; null without times, for starts and ends, and where no time is known. */
  readonly medianTime: number | null;
  /** What was asked for; null for a time that is not known. */
  readonly weight: number | null;
}

/** Result of {@link transitionGraph}. */
export interface TransitionGraph {
  readonly weight: EdgeWeight;
  /** Inputs that were counted. */
  readonly inputs: number;
  /** Nodes that an edge shows: the start first, then actions, most frequent first, the end last. */
  readonly nodes: readonly GraphNode[];
  /** Those taken most often first. */
  readonly edges: readonly GraphEdge[];
  /** What the graph leaves out. */
  readonly hidden: {
    readonly nodes: number;
    readonly edges: number;
    /** Share of all steps from one action to the next (starts and ends among them) whose edge is not shown. */
    readonly share: number;
  };
}

const TRANSITION_GRAPH_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  ...ONE_SEGMENT_OPTIONS,
  weight: oneOf(["share", "users", "count", "median time"], "share"),
  minShare: number({ min: 0, max: 1 }, 0),
  maxEdges: integer({ min: 1, max: 1_000_000 }, 50),
  ego: string(),
} satisfies Schema<TransitionGraphOptions>;

/**
 * What follows what, as a graph: actions, the starts and ends of paths, and an edge wherever one comes directly after another.
 * Counted over all paths; what is not shown is reported.
 *
 * @param sequences built sequences.
 * @param options a segment, what edges are worth, and which are shown.
 * @returns nodes and edges; `toDot`, `toMermaid` and `toGraphML` write them for other tools.
 * @throws RangeError when no action is called like `ego`, or times are asked for where there are none.
 * @example
 * const sequences = await sequencesFrom(["look -> cart -> pay", "look -> cart -> look", "look"]);
 * const { nodes, edges, hidden } = await transitionGraph(sequences, { maxEdges: 2 });
 * edges.map(({ from, to, share }) => `${nodes[from]!.name} -> ${nodes[to]!.name}: ${share}`);
 * // ["START -> look: 1", "look -> cart: 0.5"]
 * hidden.edges; // 4
 */
export async function transitionGraph(
  sequences: Sequences,
  options: TransitionGraphOptions = {},
): Promise<TransitionGraph> {
  toSequences("sequences", sequences);
  const read = readOptions(options, TRANSITION_GRAPH_OPTIONS);
  const { weight, minShare, maxEdges, ego } = read;
  const looksAt = segmentFilter(sequences, read);
  if (weight === "median time" && sequences.clock === undefined) {
    throw wrongValue("weight", "another weight, for the sequences hold no times", weight);
  }
  const { actions } = sequences.vocabulary;
  const center = ego === undefined ? undefined : actions.indexOf(ego);
  if (center === -1) throw wrongValue("ego", "an action of the sequences", verbatim(JSON.stringify(ego)));
  const at = checkpoint("transitions", read);
  const counts = await countEdges(sequences, looksAt, at.part(0, 0.5));
  const shown = chosenEdges(counts, { minShare, maxEdges, center });
  const times = sequences.clock && (await edgeTimes(sequences, looksAt, counts, shown, at.part(0.5, 1)));
  return graphOf(counts, shown, times, actions, weight);
}

/** Numbers of the edges to be shown, most frequent first; ties by their nodes. */
function chosenEdges(
  { edges, followed }: EdgeCounts,
  { minShare, maxEdges, center }: { minShare: number; maxEdges: number; center: number | undefined },
): number[] {
  return [...edges.keys()]
    .filter((e) => center === undefined || edges[e]!.from === center || edges[e]!.to === center)
    .filter((e) => edges[e]!.count >= minShare * followed[edges[e]!.from]!)
    .sort((a, b) => {
      const [x, y] = [edges[a]!, edges[b]!];
      return y.count - x.count || x.from - y.from || x.to - y.to;
    })
    .slice(0, maxEdges);
}

function graphOf(
  { edges, followed, users, inputs, start, end }: EdgeCounts,
  shown: readonly number[],
  times: readonly (number | null)[] | undefined,
  actions: readonly string[],
  weight: EdgeWeight,
): TransitionGraph {
  const tokens = [...new Set(shown.flatMap((e) => [edges[e]!.from, edges[e]!.to]))];
  const order = (token: number) => (token === start ? -1 : token);
  tokens.sort((a, b) => order(a) - order(b)); // the end has the largest number
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const steps = edges.reduce((sum, { count }) => sum + count, 0);
  const shownSteps = shown.reduce((sum, e) => sum + edges[e]!.count, 0);
  const all = followed.reduce((sum, count, token) => sum + (count > 0 && token !== start ? 1 : 0), 0);
  const shownActions = tokens.filter((token) => token < start).length;
  return {
    weight,
    inputs,
    nodes: tokens.map((token, id) => ({
      id,
      kind: token === start ? "start" : token === end ? "end" : "action",
      name: token === start ? "START" : token === end ? "END" : actions[token]!,
      users: token >= start ? inputs : users[token]!,
      count: token === end ? inputs : followed[token]!,
    })),
    edges: shown.map((e, i): GraphEdge => {
      const { from, to, count, users: takers } = edges[e]!;
      const share = count / followed[from]!;
      const medianTime = times?.[i] ?? null;
      const worth = { share, users: takers, count, "median time": medianTime }[weight];
      return { from: idOf.get(from)!, to: idOf.get(to)!, count, users: takers, share, medianTime, weight: worth };
    }),
    hidden: {
      nodes: all - shownActions,
      edges: edges.length - shown.length,
      share: steps > 0 ? 1 - shownSteps / steps : 0,
    },
  };
}
