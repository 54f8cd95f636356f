"use client";

import { LogOut, UserRound } from "lucide-react";
import { Popover, popoverItem } from "#components/ui/popover.tsx";

const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Who is signed in, their own page, how it looks, and the way out. */
export function AccountMenu({
  name,
  email,
  theme,
  saveLook,
}: {
  name: string;
  email: string;
  theme: string;
  saveLook: (form: FormData) => Promise<void>;
}) {
  return (
    <Popover
      align="end"
      button={
        <span className="before:content-[attr(data-initials)]" data-initials={initials(name)} />
      }
      buttonClass="flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-full bg-subtle font-semibold text-meta text-text ring-1 ring-hairline hover:ring-control pointer-coarse:size-11"
      label={`Account of ${name}`}
    >
      <div className="w-64 max-w-full">
        <div className="px-3 py-2">
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-compact text-muted">{email}</p>
        </div>
        <hr className="my-1 border-hairline" />
        <a className={popoverItem} href="/account">
          <UserRound aria-hidden="true" className="size-4 text-muted" /> Your account
        </a>
        <form action={saveLook} className="px-3 py-2">
          <fieldset className="grid grid-cols-3 gap-1 rounded-control bg-subtle p-1">
            <legend className="sr-only">Theme</legend>
            {themes.map(({ value, label }) => (
              <button
                aria-pressed={value === theme}
                className="h-7 cursor-pointer rounded-control text-compact text-muted hover:text-text aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-text aria-pressed:ring-1 aria-pressed:ring-control pointer-coarse:h-11"
                key={value}
                name="theme"
                type="submit"
                value={value}
              >
                {label}
              </button>
            ))}
          </fieldset>
        </form>
        <hr className="my-1 border-hairline" />
        <form action="/auth/msp/signout" method="post">
          <button className={popoverItem} type="submit">
            <LogOut aria-hidden="true" className="size-4 text-muted" /> Sign out
          </button>
        </form>
      </div>
    </Popover>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""];
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}
