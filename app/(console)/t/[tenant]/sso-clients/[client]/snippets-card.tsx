import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** What to enter at the software, with the real issuer and ids. */
export function SnippetsCard({
  snippets,
  hasSecret,
}: {
  snippets: readonly { title: string; text: string }[];
  hasSecret: boolean;
}) {
  return (
    <Card title="At the software">
      <div className="flex flex-col gap-6 p-4 md:p-6">
        {hasSecret && (
          <p className="text-muted">
            The secret is the one thing missing: put in what you copied when it was made.
          </p>
        )}
        {snippets.map(({ title, text }) => (
          <figure className="min-w-0" key={title}>
            <figcaption className="mb-2 flex items-center justify-between gap-3">
              <span className="min-w-0 font-medium">{title}</span>
              <CopyButton label={`Copy: ${title}`} value={text} />
            </figcaption>
            <pre className="whitespace-pre-wrap rounded-control border border-hairline bg-canvas p-3 font-mono text-compact [overflow-wrap:anywhere]">
              {text}
            </pre>
          </figure>
        ))}
      </div>
    </Card>
  );
}
