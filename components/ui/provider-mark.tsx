import type { ReactElement } from "react";

type Provider = "google" | "azure-ad" | "oidc";

const marks: Record<Provider, ReactElement> = {
  google: (
    <g fill="none" strokeWidth="3.2">
      <path d="M14.4 3.7A6.4 6.4 0 0 0 3.6 5.3" stroke="#EA4335" />
      <path d="M3.6 5.3a6.4 6.4 0 0 0 0 7.4" stroke="#FBBC05" />
      <path d="M3.6 12.7a6.4 6.4 0 0 0 9.4 1.5" stroke="#34A853" />
      <path d="M13 14.2A6.4 6.4 0 0 0 15.4 9H9" stroke="#4285F4" />
    </g>
  ),
  "azure-ad": (
    <>
      <path d="M1 1h7.5v7.5H1z" fill="#F25022" />
      <path d="M9.5 1H17v7.5H9.5z" fill="#7FBA00" />
      <path d="M1 9.5h7.5V17H1z" fill="#00A4EF" />
      <path d="M9.5 9.5H17V17H9.5z" fill="#FFB900" />
    </>
  ),
  oidc: (
    <g
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.5"
    >
      <path d="M3 16.25V3.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v12.75M11 7h3a1 1 0 0 1 1 1v8.25M1.5 16.25h15" />
      <path d="M5.75 6h2.5M5.75 9h2.5M5.75 12h2.5" />
    </g>
  ),
};

/** An upstream's mark, 18 px, beside its name and never instead of it. */
export function ProviderMark({ provider }: { provider: Provider }) {
  return (
    <svg aria-hidden="true" className="size-4.5 shrink-0" viewBox="0 0 18 18">
      {marks[provider]}
    </svg>
  );
}
