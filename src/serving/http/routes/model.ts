import { list, MODEL, object, SEGMENT_ROW } from "../schemas";
import type { Route } from "./route";

/** `GET /segments`: the segments of the model. */
export const segmentsRoute: Route = {
  method: "GET",
  path: "/segments",
  summary: "The segments of the model that answers, and what their members do.",
  success: {
    status: 200,
    description: "The segments, in the order of their numbers.",
    type: "application/json",
    schema: object("the segments", { model: MODEL, segments: list("the segments", SEGMENT_ROW) }),
  },
  problems: [],
  answer(_, { live }) {
    const segments = live.model.segments.map(({ segment, name, description, summary, size, share }) => {
      return { segment, id: live.idOf(segment), name, description, summary, size, share };
    });
    return { model: live.hash, segments };
  },
};

/** `GET /report`: the model as a page. */
export const reportRoute: Route = {
  method: "GET",
  path: "/report",
  summary: "The model as one self-contained page; the first request after a change waits until it is made.",
  success: { status: 200, description: "The page.", type: "text/html; charset=utf-8", schema: { type: "string" } },
  problems: [],
  answer: (_, { live }) => live.report(),
};
