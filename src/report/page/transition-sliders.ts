import { percentText } from "../../core/internal";
import { SHOWN_EDGES, SHOWN_SHARE, UNSEEN } from "../views/plots/transition-graph";

/** Gives each graph of transitions two sliders: the least share of an edge, and how many edges; and shows what they hide. */
export function addTransitionSliders(root: ParentNode): void {
  for (const svg of root.querySelectorAll<SVGSVGElement>("svg.transitions")) {
    const figure = svg.closest("figure");
    const edges = [...svg.querySelectorAll<SVGGElement>("g[data-share]")];
    if (!figure || edges.length < 2 || figure.querySelector(".sliders")) continue;
    const hidden = document.createElement("output");
    const show = () => {
      const [least, most] = [Number(share.value) / 100, Number(count.value)];
      const lines = new Set<string>();
      let steps = 0;
      let shown = 0;
      for (const [rank, edge] of edges.entries()) {
        const isShown = rank < most && Number(edge.dataset.share) >= least;
        edge.setAttribute("display", isShown ? "inline" : "none");
        if (!isShown) continue;
        shown += 1;
        steps += Number(edge.dataset.count);
        for (const line of edge.dataset.ends!.split(" ")) lines.add(line);
      }
      for (const node of svg.querySelectorAll<SVGGElement>("g[data-line]")) {
        node.setAttribute("opacity", String(lines.has(node.dataset.line!) ? 1 : UNSEEN));
      }
      const part = percentText(Math.max(0, 1 - steps / Number(svg.dataset.steps)));
      hidden.textContent = `${shown} shown; ${part} of all steps between these actions are not.`;
    };
    const share = slider("least share", { min: 2, max: 60, value: 100 * SHOWN_SHARE, unit: "%" }, show);
    const count = slider("most edges", { min: 1, max: edges.length, value: Math.min(SHOWN_EDGES, edges.length) }, show);
    const box = document.createElement("div");
    box.className = "sliders note";
    box.append(share.parentElement!, count.parentElement!, hidden);
    figure.append(box);
    show();
  }
}

function slider(
  name: string,
  { min, max, value, unit = "" }: { min: number; max: number; value: number; unit?: string },
  changed: () => void,
): HTMLInputElement {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const current = document.createElement("span");
  Object.assign(input, { type: "range", min: String(min), max: String(max), value: String(value) });
  const showValue = () => {
    current.textContent = ` ${input.value}${unit} `;
  };
  input.addEventListener("input", () => {
    showValue();
    changed();
  });
  showValue();
  label.append(`${name} `, input, current);
  return input;
}
