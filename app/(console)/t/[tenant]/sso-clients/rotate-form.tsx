"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { rotateSsoClientSecretInput } from "#domain/sso-clients/schemas.ts";
import { rotateClientSecretAction } from "./actions.ts";
import { NewSecret } from "./new-secret.tsx";

/** Makes a second secret, and shows it once. */
export function RotateForm({
  tenant,
  client,
  closeHref,
}: {
  tenant: string;
  client: { clientId: string };
  closeHref: string;
}) {
  return (
    <ActionForm
      action={rotateClientSecretAction}
      answer={(made) => <NewSecret href={closeHref} made={made} />}
      done="Made a new secret."
      schema={rotateSsoClientSecretInput}
      tenant={tenant}
    >
      <input name="clientId" type="hidden" value={client.clientId} />
      <ChoicesField
        defaultValue={[""]}
        label="The old secret works"
        name="overlapHours"
        options={[
          { value: "", label: "Until you retire it" },
          { value: "24", label: "For one more day" },
          { value: "168", label: "For one more week" },
          { value: "0", label: "No longer", hint: "When somebody else may know it." },
        ]}
        type="radio"
      />
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Link className={buttonClass("secondary")} href={closeHref} scroll={false}>
          Cancel
        </Link>
        <FormButton>Make new secret</FormButton>
      </div>
    </ActionForm>
  );
}
