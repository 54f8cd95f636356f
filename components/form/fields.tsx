"use client";

import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { useFormFacts } from "./form-context.ts";
import { Labelled, Notes } from "./labelled.tsx";
import { StaleNote } from "./stale-note.tsx";

type Common = { name: string; label: ReactNode; hint?: ReactNode };

const control =
  "block w-full rounded-control border bg-surface px-3 text-text transition-colors placeholder:text-muted read-only:text-muted pointer-coarse:text-touch";
const borderOf = (error: string | undefined) =>
  error ? "border-danger" : "border-control hover:border-muted";

function useField(name: string) {
  const { errorOf, prefix, register, typed, staleOf } = useFormFacts();
  const id = `${prefix}-${name}`;
  const error = errorOf(name);
  const typedBefore = typed(name);
  return {
    error,
    typedBefore,
    attributes: {
      ...register(name),
      id,
      "aria-describedby": clsx(
        error && `${id}-error`,
        staleOf(name) && `${id}-stale`,
        `${id}-hint`,
      ),
      "aria-invalid": error ? true : undefined,
    },
  };
}

/** One labelled line of text. */
export function TextField({
  name,
  label,
  hint,
  defaultValue,
  mono = false,
  ...input
}: Common &
  Omit<ComponentProps<"input">, "name" | "id" | "className"> & { mono?: boolean | undefined }) {
  const { attributes, error, typedBefore } = useField(name);
  return (
    <Labelled error={error} hint={hint} label={label} name={name}>
      <input
        {...input}
        {...attributes}
        className={clsx(
          control,
          "h-9 pointer-coarse:h-11",
          mono && "font-mono text-compact",
          borderOf(error),
        )}
        defaultValue={typedBefore?.[0] ?? defaultValue}
      />
    </Labelled>
  );
}

/** Several lines of text; a list is one entry a line. */
export function TextAreaField({
  name,
  label,
  hint,
  defaultValue,
  mono = false,
  rows = 4,
  ...input
}: Common &
  Omit<ComponentProps<"textarea">, "name" | "id" | "className"> & { mono?: boolean | undefined }) {
  const { attributes, error, typedBefore } = useField(name);
  return (
    <Labelled error={error} hint={hint} label={label} name={name}>
      <textarea
        {...input}
        {...attributes}
        className={clsx(control, "py-2", mono && "font-mono text-compact", borderOf(error))}
        defaultValue={typedBefore?.join("\n") ?? defaultValue}
        rows={rows}
      />
    </Labelled>
  );
}

/** Yes or no: an unticked box is sent as "false", so that it can be told from one that is not there. */
export function CheckboxField({
  name,
  label,
  hint,
  defaultChecked = false,
}: Common & { defaultChecked?: boolean }) {
  const { attributes, error, typedBefore } = useField(name);
  return (
    <div>
      <input name={name} type="hidden" value="false" />
      <label className="flex min-h-6 cursor-pointer items-start gap-2" htmlFor={attributes.id}>
        <input
          {...attributes}
          className="mt-0.5 size-4 shrink-0 accent-accent"
          defaultChecked={typedBefore ? typedBefore.at(-1) === "true" : defaultChecked}
          type="checkbox"
          value="true"
        />
        <span>{label}</span>
      </label>
      <StaleNote indent name={name} show={([on]) => (on === "true" ? "On" : "Off")} />
      <Notes error={error} hint={hint} indent name={name} />
    </div>
  );
}

/** Any of several, or one of several: boxes under one legend. */
export function ChoicesField({
  name,
  label,
  hint,
  type = "checkbox",
  defaultValue = [],
  options,
}: Common & {
  type?: "checkbox" | "radio";
  defaultValue?: readonly string[];
  options: readonly { value: string; label: ReactNode; hint?: ReactNode }[];
}) {
  const { attributes, error, typedBefore } = useField(name);
  // Without its ref: react-hook-form takes boxes of one name for one value, and ticks them all by it.
  const { id: _, ref: __, "aria-describedby": described, ...shared } = attributes;
  const chosen = typedBefore ?? defaultValue;
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  return (
    <fieldset aria-describedby={described}>
      <legend className="mb-1 font-medium">{label}</legend>
      {type === "checkbox" && <input name={name} type="hidden" value="" />}
      <div className="flex flex-col gap-2">
        {options.map((option) => (
          <label className="flex min-h-6 cursor-pointer items-start gap-2" key={option.value}>
            <input
              {...shared}
              aria-describedby={option.hint ? `${name}-${option.value}-hint` : undefined}
              aria-labelledby={`${name}-${option.value}-label`}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              defaultChecked={chosen.includes(option.value)}
              type={type}
              value={option.value}
            />
            <span>
              <span id={`${name}-${option.value}-label`}>{option.label}</span>
              {option.hint && (
                <span className="block text-compact text-muted" id={`${name}-${option.value}-hint`}>
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <StaleNote
        name={name}
        show={(values) => {
          const said = values.filter((value) => value !== "");
          if (said.length === 0) return "None";
          return said.map((value, at) => (
            <span key={value}>
              {at > 0 && ", "}
              {labelOf(value)}
            </span>
          ));
        }}
      />
      <Notes error={error} hint={hint} name={name} />
    </fieldset>
  );
}

/** The form's own button: pending while the form is sent. */
export function FormButton({
  variant = "primary",
  name,
  value,
  disabled,
  children,
}: {
  variant?: "primary" | "secondary" | "danger";
  name?: string;
  value?: string;
  disabled?: boolean;
  children: ReactNode;
}) {
  const { pending } = useFormFacts();
  return (
    <Button
      disabled={disabled}
      name={name}
      onClick={(event) => pending && event.preventDefault()}
      pending={pending}
      type="submit"
      value={value}
      variant={variant}
    >
      {children}
    </Button>
  );
}
