import { requestInfo } from "#app/_lib/context.ts";
import { StatePage } from "#components/shell/state-page.tsx";
import { buttonClass } from "#components/ui/button.tsx";

/** Known, and not allowed: inside the shell, so that the way to what is allowed stays in sight. */
export async function NotAllowed() {
  const { requestId } = await requestInfo();
  return (
    <StatePage
      action={
        <a className={buttonClass("secondary")} href="/">
          Go to the start page
        </a>
      }
      requestId={requestId}
      title="You may not see this"
    >
      Your roles do not include it. An admin of your tenant can give you a role that does.
    </StatePage>
  );
}
