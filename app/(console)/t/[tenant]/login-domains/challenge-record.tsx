import { CopyButton } from "#components/ui/copy-button.tsx";

/** The record to paste at the DNS host: its name and its value, each with a button of its own. */
export function ChallengeRecord({
  challenge,
  domain,
}: {
  challenge: { host: string; value: string };
  domain: string;
}) {
  const short = challenge.host.slice(0, -domain.length - 1);
  return (
    <div className="flex flex-col gap-4">
      <dl className="flex flex-col divide-y divide-hairline rounded-control border border-hairline bg-canvas">
        <Line label="Type" value="TXT" />
        <Line copy="Copy the host" label="Host" value={challenge.host} />
        <Line copy="Copy the value" label="Value" value={challenge.value} />
      </dl>
      <p className="text-compact text-muted">
        Your DNS host may append the zone by itself: where its form shows{" "}
        <code className="font-mono">.{domain}</code> behind the field, enter{" "}
        <code className="select-all font-mono">{short}</code> alone.
      </p>
    </div>
  );
}

function Line({ label, value, copy }: { label: string; value: string; copy?: string }) {
  return (
    <div className="grid grid-cols-[3rem_minmax(0,1fr)] items-start gap-x-4 gap-y-1 px-3 py-2.5 max-md:grid-cols-1">
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 items-start justify-between gap-3">
        <code className="select-all break-all font-mono text-compact">{value}</code>
        {copy && <CopyButton label={copy} value={value} />}
      </dd>
    </div>
  );
}
