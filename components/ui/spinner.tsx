/** Joins a label while something is under way; the control's own `aria-busy` tells it to a screen reader. */
export function Spinner() {
  return (
    <svg
      aria-hidden="true"
      className="size-4 shrink-0 motion-safe:animate-spin"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="2"
      viewBox="0 0 16 16"
    >
      <circle cx="8" cy="8" opacity="0.25" r="6" />
      <path d="M14 8a6 6 0 0 0-6-6" />
    </svg>
  );
}
