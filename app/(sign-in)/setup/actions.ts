"use server";

import { redirect } from "next/navigation";
import { requestInfo } from "#app/_lib/context.ts";
import { setCookies } from "#app/(sign-in)/set-cookies.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { SESSION_COOKIE } from "#domain/sessions/token.ts";
import { completeSetup } from "#domain/setup/complete.ts";
import { signInWithPassword } from "#domain/sign-in/with-password.ts";
import { env } from "#platform/env.ts";
import type { SetupState } from "./setup-form.tsx";

/** Makes the first operator, signs them in and goes on with the setup; otherwise says what to change. */
export async function createOperator(_previous: SetupState, form: FormData): Promise<SetupState> {
  const field = (name: string) => String(form.get(name) ?? "");
  const [name, email, password] = [field("name"), field("email"), field("password")];
  const request = await requestInfo();
  try {
    await completeSetup(field("token"), { name, email, password }, request);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const isOfFields = error.code === "invalid";
    return {
      name,
      email,
      errors: error.fields,
      failure: isOfFields ? null : { message: error.message, requestId: request.requestId },
    };
  }
  const session = await signInWithPassword({ email, password }, request);
  if (session) {
    const { token, maxAgeSeconds } = session;
    const value = token.reveal();
    await setCookies([{ name: `${env.cookiePrefix}${SESSION_COOKIE}`, value, maxAgeSeconds }]);
  }
  redirect("/platform/setup");
}
