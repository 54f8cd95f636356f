import {
  type Failed,
  type FormValues,
  type Stale,
  valuesOf,
} from "#components/form/action-state.ts";
import {
  type ErrorCode,
  type FieldErrors,
  GatehouseError,
  type StaleChange,
} from "#domain/kernel/errors.ts";
import { log } from "#platform/log.ts";
import { currentPath, requestInfo, signInPath } from "./context.ts";

/** What stands there, by the operation's fields, as the form's own fields say it. */
export type ToForm = (values: Readonly<Record<string, unknown>>) => FormValues;

/** What a form is told of a failure. What is no error of an operation says nothing, but to the log. */
export async function failed(error: unknown, form: FormData, toForm: ToForm): Promise<Failed> {
  const { requestId } = await requestInfo();
  const known = error instanceof GatehouseError ? error : null;
  if (!known) log.error({ err: error, requestId }, "an action failed");
  const code = known?.code ?? "internal";
  const stale = known?.stale ? staleOf(known.stale, toForm) : null;
  return {
    status: "failed",
    at: Date.now(),
    code,
    // What is stale stands at its field as what they saved, not as a mistake.
    fields: stale ? {} : byField(known?.fields ?? {}),
    message:
      known?.message ?? "Gatehouse failed to do this. Try again; the log has the request id.",
    requestId: code === "invalid" ? null : requestId,
    values: { ...valuesOf(form), ...(stale && theirsOf(stale, false)) },
    signInPath:
      code === ("unauthenticated" satisfies ErrorCode) ? signInPath(await currentPath()) : null,
    stale,
  };
}

/** The form's values that they saved: of each field, or of those that nobody here had changed. */
export function theirsOf({ fields }: Pick<Stale, "fields">, touchedToo: boolean): FormValues {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { theirs, touched }]) =>
      touchedToo || !touched ? [[name, theirs]] : [],
    ),
  );
}

/** Each value as a field says it: a list is several, and nothing is empty. */
export const plainly: ToForm = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : [value === null ? "" : String(value)],
    ]),
  );

function staleOf({ version, changed, by }: StaleChange, toForm: ToForm): Stale {
  const fields = changed.flatMap(({ field, theirs, touched }) =>
    Object.entries(toForm({ [field]: theirs })).map(([name, values]) => [
      name,
      { theirs: values, touched },
    ]),
  );
  return { version, by, fields: Object.fromEntries(fields) };
}

/** A message about an entry of a list, `directoryIds.1`, stands beside the list's one field. */
function byField(fields: FieldErrors): FieldErrors {
  const found: Record<string, string> = {};
  for (const [path, message] of Object.entries(fields)) {
    found[path.split(".", 1)[0] ?? path] ??= message;
  }
  return found;
}
