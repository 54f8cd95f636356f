"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import {
  CheckboxField,
  ChoicesField,
  FormButton,
  TextAreaField,
  TextField,
} from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import {
  createPolicyInput,
  setPolicyDefaultInput,
  updatePolicyInput,
} from "#domain/policies/schemas.ts";
import { createPolicyAction, setPolicyDefaultAction, updatePolicyAction } from "./actions.ts";
import type { PolicyFacts } from "./policy-facts.ts";

type Saved = PolicyFacts & { version: string; people: readonly { id: string; email: string }[] };
type Choice = { value: string; label: string; hint?: string };

const exact = { autoCapitalize: "none", autoComplete: "off", mono: true, spellCheck: false };

/** A policy, new or `saved`: its effect, and everything that must hold for it to count. */
export function PolicyForm({
  tenant,
  saved = null,
  roles,
}: {
  tenant: string;
  saved?: Saved | null;
  roles: readonly Choice[];
}) {
  return (
    <ActionForm
      action={saved ? updatePolicyAction : createPolicyAction}
      done={saved ? "Saved the policy." : "Added the policy. It counts from now on."}
      schema={saved ? updatePolicyInput : createPolicyInput}
      tenant={tenant}
      {...(saved && { version: saved.version })}
    >
      {saved && <input name="id" type="hidden" value={saved.id} />}
      <TextField
        autoComplete="off"
        defaultValue={saved?.name}
        hint="Such as Billing tools for finance only."
        label="Name"
        name="name"
        required
      />
      <ChoicesField
        defaultValue={[saved?.effect ?? "allow"]}
        label="Effect"
        name="effect"
        options={[
          { value: "allow", label: "Allow", hint: "Whoever it is about may use the clients." },
          { value: "deny", label: "Deny", hint: "They may not, whatever other policies allow." },
        ]}
        type="radio"
      />
      <h2 className="mt-2 font-semibold">Who it is about</h2>
      <p className="-mt-2 text-muted">
        Anyone who fits one of these. Leave all empty for everyone.
      </p>
      <ChoicesField defaultValue={saved?.roles ?? []} label="Roles" name="roles" options={roles} />
      <TextAreaField
        {...exact}
        defaultValue={saved ? peopleText(saved) : undefined}
        hint="Email addresses, one a line."
        label="People"
        name="userIds"
        rows={3}
      />
      <h2 className="mt-2 font-semibold">Which clients</h2>
      <p className="-mt-2 text-muted">Any that fits one of these. Leave both empty for all.</p>
      <TextAreaField
        {...exact}
        defaultValue={saved?.clientTags.join("\n")}
        hint="One a line. Clients that get the tag later are covered too."
        label="Client tags"
        name="clientTags"
        rows={2}
      />
      <TextAreaField
        {...exact}
        defaultValue={saved?.clientIds.join("\n")}
        hint="One a line, as the client's page shows them."
        label="Client ids"
        name="clientIds"
        rows={2}
      />
      <h2 className="mt-2 font-semibold">Under which circumstances</h2>
      <ChoicesField
        defaultValue={[String(saved?.aal ?? "")]}
        label="Assurance level"
        name="aal"
        options={[
          { value: "", label: "Any" },
          { value: "1", label: "One factor only", hint: "Such as a password alone." },
          { value: "2", label: "Two factors, or a passkey" },
        ]}
        type="radio"
      />
      <TextAreaField
        {...exact}
        defaultValue={saved?.networks.join("\n")}
        hint="In CIDR, such as 203.0.113.0/24 or 2001:db8::/32, one a line. Leave it empty for anywhere."
        label="Networks"
        name="networks"
        rows={2}
      />
      <ChoicesField
        defaultValue={[saved?.networksMatch ?? "inside"]}
        label="It counts for people who come from"
        name="networksMatch"
        options={[
          { value: "inside", label: "Inside these networks" },
          { value: "outside", label: "Outside of them" },
        ]}
        type="radio"
      />
      <CheckboxField
        defaultChecked={saved?.enabled ?? true}
        hint="Switched off, it neither allows nor denies anybody."
        label="This policy counts"
        name="enabled"
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <FormButton>{saved ? "Save policy" : "Add policy"}</FormButton>
        <Link className={buttonClass("secondary")} href={`/t/${tenant}/policies`} prefetch={false}>
          Cancel
        </Link>
      </div>
    </ActionForm>
  );
}

/** What holds where no policy matches. */
export function DefaultForm({ tenant, effect }: { tenant: string; effect: "allow" | "deny" }) {
  return (
    <ActionForm
      action={setPolicyDefaultAction}
      done="Saved the default."
      schema={setPolicyDefaultInput}
      tenant={tenant}
    >
      <ChoicesField
        defaultValue={[effect]}
        label="Where no policy matches"
        name="effect"
        options={[
          { value: "allow", label: "Allow", hint: "Everyone of the tenant may use every client." },
          { value: "deny", label: "Deny", hint: "Only what a policy allows can be used." },
        ]}
        type="radio"
      />
      <div>
        <FormButton variant="secondary">Save default</FormButton>
      </div>
    </ActionForm>
  );
}

/** People by address; one who is gone stands by id, so that the line can be found and removed. */
function peopleText(saved: Saved): string {
  return saved.userIds
    .map((id) => saved.people.find((person) => person.id === id)?.email ?? id)
    .join("\n");
}
