/** The platform's own mark and name, 28 px high: a gate that stands open. */
export function Logo() {
  return (
    <span className="inline-flex h-7 items-center gap-2 font-semibold text-touch text-text">
      <LogoMark />
      Gatehouse
    </span>
  );
}

/** The mark alone. */
export function LogoMark() {
  return (
    <svg aria-hidden="true" className="size-7 shrink-0" viewBox="0 0 28 28">
      <rect className="fill-accent" height="28" rx="7" width="28" />
      <g className="stroke-on-accent" fill="none" strokeLinecap="round" strokeWidth="2">
        <path d="M7 21v-7a7 7 0 0 1 14 0v7" />
        <path d="M11.5 21v-6.5a2.5 2.5 0 0 1 5 0V21" />
      </g>
    </svg>
  );
}
