/** What an event tells of values: each field as it was and as it is, the changed ones marked. */
export function ValueChanges({ before, after }: { before: unknown; after: unknown }) {
  const [old, current] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
  if (names.length === 0) return null;
  const both = before !== null && after !== null;
  const title = both ? "Old and new values" : after === null ? "Old values" : "New values";
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      <dl className="divide-y divide-hairline rounded-control border border-hairline">
        {names.map((name) => {
          const [was, is] = [textOf(old[name]), textOf(current[name])];
          return (
            <div className="flex flex-col gap-1 p-3" key={name}>
              <dt className="text-meta text-muted">{name}</dt>
              {!both || was === is ? (
                <dd className="break-words font-mono text-compact">{is ?? was}</dd>
              ) : (
                <>
                  {was !== null && <Value kind="old" text={was} />}
                  {is !== null && <Value kind="new" text={is} />}
                </>
              )}
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Value({ kind, text }: { kind: "old" | "new"; text: string }) {
  return (
    <dd
      className={
        kind === "old"
          ? "flex gap-2 rounded-control bg-danger-tint px-2 py-1 font-mono text-compact text-danger"
          : "flex gap-2 rounded-control bg-success-tint px-2 py-1 font-mono text-compact text-success"
      }
    >
      <span aria-hidden="true">{kind === "old" ? "-" : "+"}</span>
      <span className="sr-only">{kind === "old" ? "Old:" : "New:"}</span>
      <span className="min-w-0 break-words">{text}</span>
    </dd>
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? { ...value } : { value };
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
