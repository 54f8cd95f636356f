import { CopyButton } from "./copy-button.tsx";

/** A value to paste elsewhere, which also selects as a whole on a click. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <span className="flex items-center justify-between gap-3 rounded-control border border-hairline bg-canvas px-3 py-2 max-card:flex-col max-card:items-start max-card:gap-2">
      <code className="min-w-0 select-all break-all font-mono text-compact">{value}</code>
      <CopyButton label={label} value={value} />
    </span>
  );
}
