/** What somebody typed, by field, so that a form that failed comes back as it was. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

/** What somebody else saved while a form was open. */
export type Stale = {
  /** Of what stands there now. */
  version: string;
  /** Who, and when in ISO 8601, where the reader may know it. */
  by: { name: string; at: string } | null;
  /** By the form's own fields: what they saved, and whether the field was changed here too. */
  fields: Readonly<Record<string, { theirs: readonly string[]; touched: boolean }>>;
};

/** What a server action answers: to a form that a script sent, and to a plain form post alike. */
export type ActionState<Data = undefined> =
  | { status: "idle" }
  | { status: "done"; at: number; data: Data | null; goTo: string | null }
  | {
      status: "failed";
      at: number;
      code: string;
      fields: Readonly<Record<string, string>>;
      message: string;
      requestId: string | null;
      values: FormValues;
      signInPath: string | null;
      stale: Stale | null;
    };

export type Failed = Extract<ActionState<never>, { status: "failed" }>;

export type FormAction<Data = undefined> = (
  previous: ActionState<unknown>,
  form: FormData,
) => Promise<ActionState<Data>>;

export const idle = { status: "idle" } as const;

/** Passwords and secrets are typed again: they are never sent back in a page. */
const unrepeatable = /secret|password|token/i;

/** What is told about a secret is none itself: `secretExpiresAt`, `tokenFormat`. */
const aboutOne = /(?:ExpiresAt|Format|Hours|Minutes|Seconds)$/;

/** What a form held, but for files, secrets and the names that belong to Next and to the kit. */
export function valuesOf(form: FormData): FormValues {
  const values: Record<string, string[]> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || /^[$_]/.test(name) || isUnrepeatable(name)) continue;
    values[name] = [...(values[name] ?? []), value];
  }
  return values;
}

function isUnrepeatable(name: string): boolean {
  return unrepeatable.test(name) && !aboutOne.test(name);
}
