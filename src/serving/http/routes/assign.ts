import { retiredFollower } from "../follow-retired";
import { ANSWER, BOOLEAN, list, MODEL, object, paths } from "../schemas";
import type { ServiceSettings } from "../service-settings";
import type { Route } from "./route";

/** `POST /assign`: where paths belong. */
export function assignRoute({ maxBatch, maxPathLength }: ServiceSettings): Route {
  return {
    method: "POST",
    path: "/assign",
    summary: "Where paths belong; with complete: false, where paths that have only begun will.",
    body: object(
      "an object { paths }",
      { paths: paths(maxBatch, maxPathLength), complete: { ...BOOLEAN, default: true } },
      ["complete"],
    ),
    success: {
      status: 200,
      description: "An answer for each path, in their order.",
      type: "application/json",
      schema: object("the answers", { model: MODEL, answers: list("an answer for each path", ANSWER) }),
    },
    problems: [400, 413, 415],
    async answer({ body }, { live, settings }) {
      const answers = await live.together.assign(body.paths, body.complete ?? true);
      const follow = retiredFollower(settings, live);
      return {
        model: live.hash,
        answers: answers.map((answer) => follow({ id: live.idOf(answer.segment), ...answer })),
      };
    },
  };
}
