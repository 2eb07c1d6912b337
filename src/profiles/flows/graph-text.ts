import { asExpected, countText, durationText, percentText } from "../../core/internal";
import type { GraphEdge, GraphNode, TransitionGraph } from "./transition-graph";

const EXPECTED = "a graph of transitionGraph";

/**
 * A graph as DOT, for Graphviz.
 *
 * @param graph of `transitionGraph`.
 * @returns the text of a `digraph`; edges are the thicker the more often they are taken.
 * @throws TypeError when it is no graph.
 * @example
 * const graph = await transitionGraph(await sequencesFrom(["look -> pay", "look"]));
 * toDot(graph).startsWith("digraph transitions {"); // true
 */
export function toDot(graph: TransitionGraph): string {
  return asExpected("graph", EXPECTED, graph, () => {
    const most = Math.max(...graph.edges.map(({ count }) => count), 1);
    const nodes = graph.nodes.map((node) => {
      const shape = node.kind === "action" ? "box" : "circle";
      return `  n${node.id} [label="${dotText(node.name)}\\n${dotText(countText(node.users))}", shape=${shape}];`;
    });
    const edges = graph.edges.map((edge) => {
      const width = Math.round((0.5 + (4.5 * edge.count) / most) * 100) / 100;
      return `  n${edge.from} -> n${edge.to} [label="${dotText(weightText(edge, graph))}", penwidth=${width}];`;
    });
    return ["digraph transitions {", "  rankdir=LR;", ...nodes, ...edges, "}", ""].join("\n");
  });
}

/**
 * A graph as Mermaid, for Markdown pages that draw it.
 *
 * @param graph of `transitionGraph`.
 * @returns the text of a `flowchart`.
 * @throws TypeError when it is no graph.
 * @example
 * const graph = await transitionGraph(await sequencesFrom(["look -> pay", "look"]));
 * toMermaid(graph).startsWith("flowchart LR"); // true
 */
export function toMermaid(graph: TransitionGraph): string {
  return asExpected("graph", EXPECTED, graph, () => {
    const nodes = graph.nodes.map((node) => {
      const [open, close] = node.kind === "action" ? ["[", "]"] : ["((", "))"];
      return `  n${node.id}${open}"${mermaidText(node.name)}"${close}`;
    });
    const edges = graph.edges.map((edge) => {
      return `  n${edge.from} -->|"${mermaidText(weightText(edge, graph))}"| n${edge.to}`;
    });
    return ["flowchart LR", ...nodes, ...edges, ""].join("\n");
  });
}

/**
 * A graph as GraphML, for Gephi, yEd, networkx or igraph, with every figure of nodes and edges.
 *
 * @param graph of `transitionGraph`.
 * @returns an XML document.
 * @throws TypeError when it is no graph.
 * @example
 * const graph = await transitionGraph(await sequencesFrom(["look -> pay", "look"]));
 * toGraphML(graph).includes("<graphml"); // true
 */
export function toGraphML(graph: TransitionGraph): string {
  return asExpected("graph", EXPECTED, graph, () => {
    const keys = [...NODE_KEYS.map(keyLine("node")), ...EDGE_KEYS.map(keyLine("edge"))];
    const nodes = graph.nodes.map((node) => `    <node id="n${node.id}">${dataOf("node", NODE_KEYS, node)}</node>`);
    const edges = graph.edges.map((edge) => {
      return `    <edge source="n${edge.from}" target="n${edge.to}">${dataOf("edge", EDGE_KEYS, edge)}</edge>`;
    });
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...keys,
      '  <graph id="transitions" edgedefault="directed">',
      ...nodes,
      ...edges,
      "  </graph>",
      "</graphml>",
      "",
    ].join("\n");
  });
}

type Key<T> = readonly [name: keyof T & string, type: "string" | "double"];
const NODE_KEYS: readonly Key<GraphNode>[] = [
  ["name", "string"],
  ["kind", "string"],
  ["users", "double"],
  ["count", "double"],
];
const EDGE_KEYS: readonly Key<GraphEdge>[] = [
  ["weight", "double"],
  ["count", "double"],
  ["users", "double"],
  ["share", "double"],
  ["medianTime", "double"],
];

function keyLine(of: "node" | "edge") {
  return ([name, type]: readonly [string, string]) =>
    `  <key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`;
}

function dataOf<T extends object>(of: string, keys: readonly Key<T>[], item: T): string {
  return keys
    .filter(([name]) => item[name] !== null)
    .map(([name]) => `<data key="${of}-${name}">${xmlText(String(item[name]))}</data>`)
    .join("");
}

/** The weight of an edge as people read it. */
function weightText({ weight }: GraphEdge, graph: TransitionGraph): string {
  if (weight === null) return "unknown";
  if (graph.weight === "share") return percentText(weight);
  return graph.weight === "median time" ? durationText(weight) : countText(weight);
}

function dotText(text: string): string {
  return text.replace(/[\\"]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/** Mermaid reads entities by number, with a # in front. */
function mermaidText(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:%+-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** Characters that XML does not know at all become the replacement character. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\r/g, "&#13;");
}
