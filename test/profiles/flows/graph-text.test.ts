import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { toDot, toGraphML, toMermaid, transitionGraph } from "../../../src/profiles";
import { sequencesFrom } from "../../../src/sequences";

const HOSTILE = [
  'say "hi"',
  "back\\slash",
  "<b>&amp;</b>",
  "a]--> b",
  "line\nbreak",
  "\u0000nul",
  "é🦄",
  "end",
  "#59;",
];
const anyGraph = fc
  .array(fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .map(async (paths) => transitionGraph(await sequencesFrom(paths)));

test("GraphML is well-formed XML with every node, edge and name", async () => {
  await fc.assert(
    fc.asyncProperty(anyGraph, async (made) => {
      const graph = await made;
      const names: string[] = [];
      let [edges, key] = [0, ""];
      const parser = new SaxesParser();
      parser.on("error", (error) => {
        throw error;
      });
      parser.on("opentag", ({ name, attributes }) => {
        if (name === "edge") edges += 1;
        key = name === "data" ? String(attributes.key) : "";
      });
      parser.on("text", (text) => {
        if (key === "node-name") names.push(text);
      });
      parser.write(toGraphML(graph)).close();
      expect(names).toEqual(graph.nodes.map(({ name }) => name.replaceAll("\u0000", "\ufffd")));
      expect(edges).toBe(graph.edges.length);
    }),
  );
});

test("in DOT and Mermaid no name ends its quotes or its line", async () => {
  await fc.assert(
    fc.asyncProperty(anyGraph, async (made) => {
      const graph = await made;
      const dot = toDot(graph).trimEnd().split("\n");
      expect(dot.length).toBe(3 + graph.nodes.length + graph.edges.length);
      for (const line of dot.slice(2, -1)) {
        expect(line).toMatch(/^ {2}n\d+( -> n\d+)? \[label="([^"\\]|\\.)*", (shape=(box|circle)|penwidth=[\d.]+)\];$/u);
      }
      const mermaid = toMermaid(graph).trimEnd().split("\n");
      expect(mermaid.length).toBe(1 + graph.nodes.length + graph.edges.length);
      for (const line of mermaid.slice(1)) {
        expect(line).toMatch(/^ {2}n\d+(\["[^"]*"\]|\(\("[^"]*"\)\)| -->\|"[^"]*"\| n\d+)$/u);
      }
    }),
  );
});

test("edges are labeled by what they are worth", async () => {
  const sequences = await sequencesFrom(["look -> pay", "look -> leave", "look -> pay"]);
  expect(toMermaid(await transitionGraph(sequences))).toContain('n1 -->|"67%"| n2');
  expect(toDot(await transitionGraph(sequences, { weight: "count" }))).toContain('n1 -> n2 [label="2"');
});

test("what is no graph is refused", () => {
  for (const write of [toDot, toMermaid, toGraphML]) {
    expect(() => write({} as never)).toThrow('"graph" expected a graph of transitionGraph, got');
  }
});
