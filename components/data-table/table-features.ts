import {
  columnVisibilityFeature,
  metaHelper,
  rowSelectionFeature,
  type TableOptions,
  tableFeatures,
} from "@tanstack/react-table";

export type ColumnMeta = {
  /** The column's name, in its head, in the column menu and on cards. */
  label: string;
  /** The name by which the list sorts by it. */
  sort?: string;
  align?: "start" | "end";
  /** False for what a row is nothing without: its name, which is the title of its card. */
  hideable?: boolean;
  /** Left out between 768 and 1024 px, where a table has not room for all. */
  wide?: boolean;
};

/** What our tables do: the server sorts, filters and cuts the pages. */
export const kit = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

export type Columns<Row extends object> = TableOptions<typeof kit, Row>["columns"];

/** How a person wants tables to look, and the action that remembers it. */
export type TableLook = {
  density: "comfortable" | "compact";
  hidden: readonly string[];
  save: (form: FormData) => Promise<void>;
};

export type TableFilter = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
};
