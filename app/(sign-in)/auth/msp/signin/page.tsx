import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ATTEMPT_COOKIE, readAttempt } from "#domain/sign-in/form-attempt.ts";
import { SIGN_IN_FAILED } from "#domain/sign-in/messages.ts";
import { type Attempt, SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Query = Record<string, string | string[] | undefined>;

const REQUEST_ID = /^[0-9a-f-]{36}$/;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const cookie = (await cookies()).get(ATTEMPT_COOKIE)?.value;
  const attempt = readAttempt(cookie, one(query["attempt"])) ?? fromAddress(query);
  return <SignInForm attempt={attempt} callbackUrl={one(query["callbackUrl"])} />;
}

/** Whatever `error` says, the text is the same: an address is anybody's to write. */
function fromAddress(query: Query): Attempt {
  const requestId = one(query["request"]);
  return {
    email: one(query["login_hint"]).slice(0, 320),
    eligible: [],
    failure: one(query["error"])
      ? { message: SIGN_IN_FAILED, requestId: REQUEST_ID.test(requestId) ? requestId : null }
      : null,
    startUrl: null,
  };
}

/** A parameter's value; of several the first. */
function one(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
