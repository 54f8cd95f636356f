import type { ReactNode } from "react";

/** A real table from 768 px on; below that every row is a card, and its cells name their columns. */
export function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}) {
  return (
    <table className="w-full border-collapse text-left max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr>
          {columns.map((column) => (
            <th
              className="h-9 px-3 font-medium text-meta text-muted first:pl-6 last:pr-6"
              key={column}
              scope="col"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-hairline border-hairline border-t max-md:block max-md:border-t-0">
        {children}
      </tbody>
    </table>
  );
}

/** One row: 44 px high as a row of a table. */
export function Row({ children }: { children: ReactNode }) {
  return <tr className="max-md:block max-md:px-4 max-md:py-3">{children}</tr>;
}

/** One cell. `column` stands before it where the row is a card. */
export function Cell({ column, children }: { column: string; children: ReactNode }) {
  return (
    <td className="h-11 px-3 py-2 max-md:flex max-md:h-auto max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-1 md:first:pl-6 md:last:pr-6">
      <span className="shrink-0 text-muted md:hidden">{column}</span>
      <span className="min-w-0 max-md:text-right">{children}</span>
    </td>
  );
}
