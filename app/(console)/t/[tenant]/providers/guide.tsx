import type { ReactNode } from "react";
import { CopyLine } from "#components/ui/copy-line.tsx";
import type { Kind } from "./provider-facts.ts";

type Step = { title: string; text: ReactNode };

/**
 * What is to be done at a vendor, step by step. In: the callback, made by the function that sends
 * it; a provider refuses every other.
 */
export function Guide({ kind, callback }: { kind: Kind; callback: string }) {
  const copy = <CopyLine label="Copy the callback address" value={callback} />;
  return (
    <ol className="flex flex-col divide-y divide-hairline">
      {guides[kind](copy).map(({ title, text }, index) => (
        <li className="flex gap-4 p-4 md:px-6" key={title}>
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-subtle font-semibold text-meta"
          >
            {index + 1}
          </span>
          <div className="flex min-w-0 grow flex-col gap-2 pt-0.5">
            <h3 className="font-medium">{title}</h3>
            <div className="flex flex-col gap-2 text-muted [&_strong]:font-medium [&_strong]:text-text">
              {text}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A vendor's console, in a tab of its own: the form below stays as it is. */
function Site({ host }: { host: string }) {
  return (
    <a
      className="text-accent underline underline-offset-2"
      href={`https://${host}/`}
      rel="noreferrer"
      target="_blank"
    >
      {host}
    </a>
  );
}

const guides: Readonly<Record<Kind, (callback: ReactNode) => readonly Step[]>> = {
  google: (callback) => [
    {
      title: "Open the Google Auth Platform",
      text: (
        <p>
          At <Site host="console.cloud.google.com" />, choose or create a project, then open{" "}
          <strong>Google Auth Platform</strong>. Under <strong>Audience</strong>, choose{" "}
          <strong>Internal</strong>, so that only your organisation can use it.
        </p>
      ),
    },
    {
      title: "Create a client",
      text: (
        <p>
          Under <strong>Clients</strong>, choose <strong>Create client</strong> and the type{" "}
          <strong>Web application</strong>. Any name will do.
        </p>
      ),
    },
    {
      title: "Add this address under “Authorized redirect URIs”",
      text: callback,
    },
    {
      title: "Create it, and copy both values into the form below",
      text: (
        <p>
          The dialog shows the <strong>Client ID</strong> and the <strong>Client secret</strong>.
          Google shows the secret only this once, and gives it no end date.
        </p>
      ),
    },
  ],
  "azure-ad": (callback) => [
    {
      title: "Register an application",
      text: (
        <p>
          At <Site host="entra.microsoft.com" />, open <strong>App registrations</strong> and choose{" "}
          <strong>New registration</strong>. For your own people alone, choose{" "}
          <strong>Accounts in this organizational directory only</strong>.
        </p>
      ),
    },
    {
      title: "Add this redirect URI, of the platform “Web”",
      text: callback,
    },
    {
      title: "Copy two ids from its overview",
      text: (
        <p>
          <strong>Application (client) ID</strong> is the client id below;{" "}
          <strong>Directory (tenant) ID</strong> is the directory that may come in.
        </p>
      ),
    },
    {
      title: "Create a client secret",
      text: (
        <p>
          Under <strong>Certificates &amp; secrets</strong>, choose{" "}
          <strong>New client secret</strong>. Copy its <strong>Value</strong>, not its Secret ID,
          before you leave the page, and the date under <strong>Expires</strong>: Gatehouse warns
          you 60, 30 and 7 days ahead.
        </p>
      ),
    },
  ],
  oidc: (callback) => [
    {
      title: "Create a client at your provider",
      text: (
        <p>
          A <strong>confidential web client</strong> with the <strong>authorization code</strong>{" "}
          grant, as Keycloak, Okta, Auth0, authentik and others offer it.
        </p>
      ),
    },
    {
      title: "Add this redirect URI, exactly as it stands here",
      text: callback,
    },
    {
      title: "Allow three scopes",
      text: (
        <p>
          <code className="font-mono">openid</code>, <code className="font-mono">profile</code> and{" "}
          <code className="font-mono">email</code>. People are known by the email address that the
          provider says it has verified.
        </p>
      ),
    },
    {
      title: "Copy the issuer, the client id and the client secret",
      text: (
        <p>
          The issuer is the address before{" "}
          <code className="break-all font-mono">/.well-known/openid-configuration</code>.
        </p>
      ),
    },
  ],
};
