import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ProviderMark } from "#components/ui/provider-mark.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { ProviderId } from "./providers.ts";

/** One of the three fixed buttons. Whatever joins it stands at its right end, so that nothing moves. */
export function ProviderButton({
  id,
  label,
  enabled,
  pending,
  lastUsed,
  onStart,
}: {
  id: ProviderId;
  label: string;
  enabled: boolean;
  pending: boolean;
  lastUsed: boolean;
  onStart: () => void;
}) {
  return (
    <button
      aria-busy={pending}
      className={`${buttonClass("secondary")} group w-full justify-start! gap-3 whitespace-nowrap px-3!`}
      disabled={!enabled}
      name="provider"
      onClick={(event) => {
        event.preventDefault();
        onStart();
      }}
      type="submit"
      value={id}
    >
      <span className="flex grow items-center gap-3 transition-opacity group-disabled:opacity-45 group-disabled:grayscale">
        <ProviderMark provider={id} />
        {label}
      </span>
      {/* On a phone there is no room beside the label: the badge sits on the border. */}
      <span className="flex max-sm:absolute max-sm:-top-2.5 max-sm:right-3">
        {!pending && enabled && lastUsed && <Badge tone="accent">Last used</Badge>}
      </span>
      {pending && <Spinner />}
    </button>
  );
}
