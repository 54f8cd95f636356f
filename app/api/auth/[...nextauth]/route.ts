import { finishUpstreamSignIn, startUpstreamSignIn } from "#app/_lib/upstream-auth.ts";
import { type ProviderKind, providerKinds } from "#domain/identity-providers/kinds.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

const steps = new Map([
  ["signin", startUpstreamSignIn],
  ["callback", finishUpstreamSignIn],
]);

/** The two addresses of a sign-in at a provider. All else that Auth.js would answer is not there. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [step = "", kind = "", ...rest] = (await params).nextauth;
  const take = steps.get(step);
  if (!take || !isProviderKind(kind) || rest.length > 0) return notFound();
  return take(request, kind);
}

export function POST(): Response {
  return notFound();
}

/** Next would answer it by GET, and so spend the code of a callback that is only looked at. */
export function HEAD(): Response {
  return notFound();
}

function isProviderKind(kind: string): kind is ProviderKind {
  return providerKinds.some((known) => known === kind);
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
}
