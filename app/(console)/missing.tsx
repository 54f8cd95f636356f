import { requestInfo } from "#app/_lib/context.ts";
import { StatePage } from "#components/shell/state-page.tsx";
import { buttonClass } from "#components/ui/button.tsx";

/** What is missing and what belongs to somebody else look the same. */
export async function Missing() {
  const { requestId } = await requestInfo();
  return (
    <StatePage
      action={
        <a className={buttonClass("secondary")} href="/">
          Go to the start page
        </a>
      }
      requestId={requestId}
      title="Page not found"
    >
      There is nothing at this address for you. It may have been deleted meanwhile, or the link is
      another tenant's.
    </StatePage>
  );
}
