import { redirect } from "next/navigation";
import { signedIn } from "#app/_lib/context.ts";
import { consoleHome } from "#app/_lib/navigation.ts";
import { operatorExists } from "#domain/setup/operator-exists.ts";

/** Nothing of its own: the way to where this visitor starts. */
export default async function StartPage() {
  if (!(await operatorExists())) redirect("/setup");
  const person = await signedIn();
  redirect(person ? (consoleHome(person) ?? "/account") : "/auth/msp/signin");
}
