import { buttonClass } from "#components/ui/button.tsx";
import { Logo } from "#components/ui/logo.tsx";

/** The 56 px bar over a person's own pages, with the way to the console for who has one. */
export function AccountBar({ consoleHref }: { consoleHref: string | null }) {
  return (
    <header className="border-hairline border-b bg-surface">
      <div className="mx-auto flex h-14 max-w-280 items-center justify-between gap-2 px-4 md:px-6">
        <a className="flex rounded-control" href="/account">
          <Logo />
        </a>
        <div className="flex shrink-0 gap-1 whitespace-nowrap">
          {consoleHref !== null && (
            <a className={`${buttonClass("quiet")} max-md:px-2!`} href={consoleHref}>
              <span className="max-md:hidden">Open the console</span>
              <span className="md:hidden">Console</span>
            </a>
          )}
          <form action="/auth/msp/signout" method="post">
            <button className={buttonClass("secondary")} type="submit">
              Sign out
            </button>
          </form>
        </div>
      </div>
    </header>
  );
}
