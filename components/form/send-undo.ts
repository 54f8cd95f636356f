import { toast } from "#components/ui/toast.tsx";
import { type FormAction, idle } from "./action-state.ts";
import { unreachable } from "./unreachable.ts";

export type Undo = {
  action: FormAction<unknown>;
  values: Readonly<Record<string, string | readonly string[]>>;
  done: string;
};

/** Does what `undo` says, and tells how it went. */
export async function sendUndo(
  undo: Undo,
  tenant: string | undefined,
  refresh: () => void,
): Promise<void> {
  const form = new FormData();
  if (tenant !== undefined) form.set("_tenant", tenant);
  for (const [name, value] of Object.entries(undo.values)) {
    for (const one of typeof value === "string" ? [value] : value) form.append(name, one);
  }
  const answer = await undo.action(idle, form).catch(unreachable);
  if (answer.status === "done") toast(undo.done);
  else if (answer.status === "failed") toast(`Not undone: ${answer.message}`);
  refresh();
}
