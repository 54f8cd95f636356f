"use client";

import { clsx } from "clsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { useFormFacts } from "#components/form/form-context.ts";
import { switchClientAction } from "./actions.ts";

/** Switches a client on or off with one press, which can be undone. */
export function SwitchForm({
  tenant,
  client,
}: {
  tenant: string;
  client: { clientId: string; name: string; enabled: boolean };
}) {
  const { clientId, name, enabled } = client;
  const state = (on: boolean) => `${name} is ${on ? "on" : "off"}.`;
  return (
    <ActionForm
      action={switchClientAction}
      className="flex items-center max-md:justify-end"
      done={state(!enabled)}
      tenant={tenant}
      undo={{
        action: switchClientAction,
        values: { clientId, enabled: String(enabled) },
        done: state(enabled),
      }}
    >
      <input name="clientId" type="hidden" value={clientId} />
      <input name="enabled" type="hidden" value={String(!enabled)} />
      <Switch label={`${name}: sign-in`} on={enabled} />
    </ActionForm>
  );
}

function Switch({ on, label }: { on: boolean; label: string }) {
  const { pending } = useFormFacts();
  return (
    <button
      aria-busy={pending}
      aria-checked={on}
      aria-label={label}
      className="inline-flex min-h-6 cursor-pointer items-center gap-2 rounded-control pointer-coarse:min-h-11"
      onClick={(event) => pending && event.preventDefault()}
      role="switch"
      type="submit"
    >
      <span
        aria-hidden="true"
        className={clsx(
          "flex h-5 w-9 items-center rounded-full border p-0.5 transition-colors",
          on ? "justify-end border-accent bg-accent" : "justify-start border-control bg-subtle",
        )}
      >
        <span className={clsx("size-3.5 rounded-full", on ? "bg-on-accent" : "bg-muted")} />
      </span>
      <span className={clsx("w-6 text-left", !on && "text-muted")}>{on ? "On" : "Off"}</span>
    </button>
  );
}
