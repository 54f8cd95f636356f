"use server";

import { headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { requestInfo } from "#app/_lib/context.ts";
import { setCookies } from "#app/(sign-in)/set-cookies.ts";
import { submitSignInForm } from "#domain/sign-in/submit-form.ts";
import { parseCookies } from "#platform/cookies.ts";

/** Answers the sign-in form, then leads on: to the person's page, or back to the form with what came of it. */
export async function signIn(_previous: null, form: FormData): Promise<null> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const fields = {
    email: field("username"),
    password: field("password"),
    provider: field("provider"),
    callbackUrl: field("callbackUrl"),
  };
  const brought = parseCookies((await headers()).get("cookie"));
  const answer = await submitSignInForm(fields, brought, await requestInfo());
  await setCookies(answer.cookies);
  redirect(answer.location, RedirectType.replace);
}
