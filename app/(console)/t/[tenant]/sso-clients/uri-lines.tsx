"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { TextAreaField } from "#components/form/fields.tsx";
import { useFormFacts } from "#components/form/form-context.ts";
import { uriLineProblem } from "#domain/sso-clients/schemas.ts";

/** Addresses, one a line. As soon as one is wrong each line is shown with its verdict. */
export function UriLines({
  name,
  label,
  hint,
  defaultValue,
  required = false,
}: {
  name: string;
  label: string;
  hint: ReactNode;
  defaultValue: readonly string[];
  required?: boolean;
}) {
  const { typed, errorOf, prefix } = useFormFacts();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? typed(name)?.join("\n") ?? defaultValue.join("\n");
  const lines = shown.split(/\r?\n/).flatMap((line) => line.trim() || []);
  const verdicts = lines.map((line, at) => ({
    line,
    problem: uriLineProblem(line) ?? (lines.indexOf(line) < at ? "It stands here twice." : null),
  }));
  const isWrong = errorOf(name) !== undefined && verdicts.some(({ problem }) => problem !== null);
  return (
    <div
      onInput={(event) => {
        if (event.target instanceof HTMLTextAreaElement) setText(event.target.value);
      }}
    >
      <TextAreaField
        autoCapitalize="none"
        autoComplete="off"
        defaultValue={defaultValue.join("\n")}
        hint={hint}
        label={label}
        mono
        name={name}
        required={required}
        rows={Math.max(3, Math.min(8, defaultValue.length + 1))}
        spellCheck={false}
      />
      {isWrong && (
        <ol
          aria-label={`${label}, line by line`}
          className="mt-2 flex flex-col divide-y divide-hairline rounded-control border border-hairline text-compact"
          id={`${prefix}-${name}-lines`}
        >
          {verdicts.map(({ line, problem }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place.
            <li className="flex gap-2 px-3 py-2" data-line={problem ? "wrong" : "right"} key={at}>
              {problem ? (
                <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
              ) : (
                <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success" />
              )}
              <span className="min-w-0">
                <bdi className="break-all font-mono">{line}</bdi>
                {problem && <span className="block text-danger">{problem}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
