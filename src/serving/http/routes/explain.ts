import { refusing } from "../refusals";
import { EXPLANATION, list, object, path, text } from "../schemas";
import type { ServiceSettings } from "../service-settings";
import type { Route } from "./route";

/** Patterns of one request, at most, and their characters. */
const PATTERNS = 20;
const PATTERN_LENGTH = 1000;

/** `POST /explain`: why a path is in its segment. */
export function explainRoute({ maxPathLength }: ServiceSettings): Route {
  const patterns = list(`an array of at most ${PATTERNS} path patterns`, text(PATTERN_LENGTH), PATTERNS);
  return {
    method: "POST",
    path: "/explain",
    summary: "Why a path is in its segment, and which single action would move it.",
    body: object("an object { path }", { path: path(maxPathLength), patterns }, ["patterns"]),
    success: {
      status: 200,
      description: "The reasons, as lists and as one text.",
      type: "application/json",
      schema: EXPLANATION,
    },
    problems: [400, 413, 415],
    async answer({ body }, { live }) {
      const options = { patterns: body.patterns, workers: 1 };
      const found = await refusing(() => live.model.explain(body.path, options));
      return { model: live.hash, id: live.idOf(found.segment), ...found };
    },
  };
}
