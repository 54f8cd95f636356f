import { explainAddress } from "#domain/routing/explain.ts";
import { explanationObject } from "./objects.ts";
import { type Route, route } from "./route.ts";

export const explainRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/v1/explain",
    summary: "What the sign-in page would offer an address, and why",
    operation: explainAddress,
    output: explanationObject,
  }),
  route({
    method: "get",
    path: "/v1/tenants/{slug}/explain",
    summary: "The same, as far as it concerns one tenant",
    operation: explainAddress,
    output: explanationObject,
  }),
];
