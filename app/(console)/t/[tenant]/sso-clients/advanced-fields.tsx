"use client";

import { ChevronDown } from "lucide-react";
import { CheckboxField, ChoicesField, TextAreaField, TextField } from "#components/form/fields.tsx";
import { authMethodNames, keysText } from "./client-facts.ts";
import type { ClientStart } from "./client-form.tsx";
import { UriLines } from "./uri-lines.tsx";

const exact = { autoCapitalize: "none", autoComplete: "off", mono: true, spellCheck: false };

/** What most clients never need to change: tokens, signing out, proofs. */
export function AdvancedFields({ start }: { start: ClientStart }) {
  return (
    <details className="group rounded-control border border-hairline">
      <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-4 px-4 font-medium">
        Tokens, signing out and proofs
        <ChevronDown
          aria-hidden="true"
          className="size-4 shrink-0 text-muted group-open:rotate-180"
        />
      </summary>
      <div className="flex flex-col gap-4 border-hairline border-t p-4">
        <TextAreaField
          {...exact}
          defaultValue={start.scopes.join("\n")}
          hint="What it may ask for, one a line."
          label="Scopes"
          name="scopes"
          rows={4}
        />
        <ChoicesField
          defaultValue={[start.tokenFormat]}
          label="Tokens are signed with"
          name="tokenFormat"
          options={[
            { value: "RS256", label: "RS256", hint: "RSA, which every library knows." },
            { value: "ES256", label: "ES256", hint: "Elliptic curves: shorter tokens." },
          ]}
          type="radio"
        />
        <CheckboxField
          defaultChecked={start.firstParty}
          hint="Otherwise people are asked once whether they agree."
          label="It is your own software: nobody is asked to consent"
          name="firstParty"
        />
        <UriLines
          defaultValue={start.postLogoutRedirectUris}
          hint="Where people may be led after signing out, one a line."
          label="Post-logout redirect URIs"
          name="postLogoutRedirectUris"
        />
        <TextField
          {...exact}
          defaultValue={start.backchannelLogoutUri ?? ""}
          hint="Gatehouse calls it when a session ends."
          inputMode="url"
          label="Back-channel logout address"
          name="backchannelLogoutUri"
        />
        <TextField
          {...exact}
          defaultValue={start.frontchannelLogoutUri ?? ""}
          hint="The browser loads it when a session ends."
          inputMode="url"
          label="Front-channel logout address"
          name="frontchannelLogoutUri"
        />
        {start.type === "confidential" && <ProofFields start={start} />}
        <TextAreaField
          {...exact}
          defaultValue={start.resources.join("\n")}
          hint="APIs that it may ask tokens for, one a line. RFC 8707."
          label="Resources"
          name="resources"
          rows={2}
        />
        <CheckboxField
          defaultChecked={start.dpopBound}
          hint="A stolen token is of no use without it. RFC 9449."
          label="Tokens work with the client's key alone (DPoP)"
          name="dpopBound"
        />
        <CheckboxField
          defaultChecked={start.requirePar}
          hint="RFC 9126."
          label="Sign-in requests are pushed first (PAR)"
          name="requirePar"
        />
      </div>
    </details>
  );
}

/** How a client that keeps something proves who it is. */
function ProofFields({ start }: { start: ClientStart }) {
  return (
    <>
      <ChoicesField
        defaultValue={[start.authMethod]}
        label="It proves who it is by"
        name="authMethod"
        options={Object.entries(authMethodNames)
          .filter(([value]) => value !== "none")
          .map(([value, label]) => ({ value, label }))}
        type="radio"
      />
      <TextAreaField
        {...exact}
        defaultValue={keysText(start.jwks)}
        hint="Its public keys, a JSON Web Key Set, for assertions and certificates of its own."
        label="Public keys"
        name="jwks"
        rows={3}
      />
      <TextField
        {...exact}
        defaultValue={start.jwksUri ?? ""}
        hint="The address that has them, instead."
        inputMode="url"
        label="Address of the public keys"
        name="jwksUri"
      />
      <TextField
        {...exact}
        defaultValue={start.tlsSubjectDn ?? ""}
        hint="Such as CN=wiki,O=Acme. For certificates of a known authority."
        label="Subject of its certificate"
        name="tlsSubjectDn"
      />
      <CheckboxField
        defaultChecked={start.certificateBound}
        hint="RFC 8705."
        label="Tokens work with the client's certificate alone"
        name="certificateBound"
      />
    </>
  );
}
