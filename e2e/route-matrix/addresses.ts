import type { BuiltRoute } from "./manifests.ts";
import type { Place } from "./request-kinds.ts";
import type { World } from "./world.ts";

/**
 * A route's address with the canaries' objects in it, in the tenant `slug`. Throws for a parameter
 * that has no value here.
 */
export function placeOf({ appPath, route }: BuiltRoute, world: World, slug: string): Place {
  const { objects } = world;
  const values: Readonly<Record<string, string>> = {
    tenant: slug,
    domain: objects.domain,
    provider: objects.provider,
    policy: objects.policy,
    user: objects.user,
    kind: "google",
    client: objects.client,
    template: "grafana",
    nextauth: "callback",
  };
  const params: Record<string, string> = {};
  const path = route.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      throw new Error(
        `the parameter [${name}] of ${route} has no value in the matrix: give it one`,
      );
    }
    params[name] = value;
    return value;
  });
  return { appPath, params, path };
}

/** What the query of a page may name: every object of the tenant, in every way that pages know. */
export function queriesFor({ objects }: World): string[] {
  const all = [...new Set(Object.values(objects))];
  return [
    ...all.map((value) => `peek=${encodeURIComponent(value)}`),
    ...all.map((value) => `dialog=delete&target=${encodeURIComponent(value)}`),
    `explain=${encodeURIComponent(`x@${objects.domain}`)}`,
    "search=canary",
    "q=canary&actor=canary&target=canary",
  ];
}
