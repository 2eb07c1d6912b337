import { object, oneOf } from "../schemas";
import type { Route } from "./route";

/** `GET /healthz`: whether the process runs. */
export const healthRoute: Route = {
  method: "GET",
  path: "/healthz",
  summary: "Whether the process answers at all; when not, start it anew.",
  open: true,
  success: {
    status: 200,
    description: "It does.",
    type: "application/json",
    schema: object("the state", { status: oneOf(["ok"]) }),
  },
  problems: [],
  answer: () => ({ status: "ok" }),
};

/** `GET /readyz`: whether requests should be sent here. */
export const readyRoute: Route = {
  method: "GET",
  path: "/readyz",
  summary: "Whether requests should be sent here: the store answers, and the service is not being closed.",
  open: true,
  success: {
    status: 200,
    description: "They should.",
    type: "application/json",
    schema: object("the state", { status: oneOf(["ready"]) }),
  },
  problems: [503],
  async answer(_, { checkReady }) {
    await checkReady();
    return { status: "ready" };
  },
};

/** `GET /metrics`: figures for Prometheus. */
export const metricsRoute: Route = {
  method: "GET",
  path: "/metrics",
  summary: "Figures of the service in Prometheus' text format.",
  success: {
    status: 200,
    description: "The figures.",
    type: "text/plain; version=0.0.4; charset=utf-8",
    schema: { type: "string" },
  },
  problems: [],
  answer: (_, { metricsText }) => metricsText(),
};

/** `GET /openapi.json`: this service, described. */
export const openapiRoute: Route = {
  method: "GET",
  path: "/openapi.json",
  summary: "This document.",
  success: { status: 200, description: "The document.", type: "application/json", schema: { type: "object" } },
  problems: [],
  answer: (_, { openapi }) => openapi(),
};
