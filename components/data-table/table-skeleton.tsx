const eight = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Where a table will be: eight rows without words. */
export function TableSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="divide-y divide-hairline border-hairline border-y bg-surface"
    >
      {eight.map((row) => (
        <div className="flex h-11 items-center gap-6 px-6" key={row}>
          <span className="h-3 w-1/4 rounded-control bg-subtle" />
          <span className="h-3 w-1/3 rounded-control bg-subtle" />
          <span className="h-3 w-1/6 rounded-control bg-subtle" />
        </div>
      ))}
    </div>
  );
}
