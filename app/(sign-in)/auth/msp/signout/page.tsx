import type { Metadata } from "next";
import { signedIn } from "#app/_lib/context.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { NarrowCard } from "#components/ui/narrow-card.tsx";

export const metadata: Metadata = { title: "Sign out" };

/** Asks first: a link alone, in somebody's mail or image, signs nobody out. */
export default async function SignOutPage() {
  const person = await signedIn();
  if (!person) {
    return (
      <NarrowCard title="Signed out">
        <p>Nobody is signed in on this browser.</p>
        <a className={`${buttonClass("primary")} mt-6 w-full`} href="/auth/msp/signin">
          Sign in
        </a>
      </NarrowCard>
    );
  }
  return (
    <NarrowCard title="Sign out">
      <p>
        Signed in as <strong className="break-all font-medium">{person.actor.email}</strong>.
      </p>
      <form action="/auth/msp/signout" className="mt-6 flex flex-col gap-2" method="post">
        <button className={buttonClass("primary")} type="submit">
          Sign out
        </button>
        <button className={buttonClass("secondary")} name="everywhere" type="submit" value="yes">
          Sign out everywhere
        </button>
      </form>
      <p className="mt-6 text-meta">
        <a className="text-muted underline underline-offset-2" href="/account">
          Stay signed in
        </a>
      </p>
    </NarrowCard>
  );
}
