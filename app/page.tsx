import { redirect } from "next/navigation";
import { requestInfo, signedIn } from "#app/_lib/context.ts";
import { consoleHome } from "#app/_lib/navigation.ts";
import type { SignedIn } from "#domain/sessions/find.ts";
import { operatorExists } from "#domain/setup/operator-exists.ts";
import { setupProgress } from "#domain/setup/progress.ts";

/** Nothing of its own: the way to where this visitor starts. */
export default async function StartPage() {
  if (!(await operatorExists())) redirect("/setup");
  const person = await signedIn();
  if (!person) redirect("/auth/msp/signin");
  if (await isSettingUp(person)) redirect("/platform/setup");
  redirect(consoleHome(person) ?? "/account");
}

/** Whether an operator left the setup at a step that is still open: it goes on there. */
async function isSettingUp({ actor }: SignedIn): Promise<boolean> {
  if (!actor.permissions.has("platform.set_up")) return false;
  const ctx = { actor, tenantId: actor.tenantId, request: await requestInfo() };
  const { begun, next } = await setupProgress(ctx, {});
  return begun && next !== null;
}
