import { buttonClass } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";

/** The 56 px bar over a person's own pages. */
export function AccountBar() {
  return (
    <header className="border-hairline border-b bg-surface">
      <div className="mx-auto flex h-14 max-w-280 items-center justify-between gap-4 px-4 md:px-6">
        <a className="flex rounded-control" href="/account">
          <Logo />
        </a>
        <form action="/auth/msp/signout" method="post">
          <button className={buttonClass("secondary")} type="submit">
            Sign out
          </button>
        </form>
      </div>
    </header>
  );
}
