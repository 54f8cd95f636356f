import { CircleCheck, CircleSlash } from "lucide-react";
import { orPage } from "#app/_lib/context.ts";
import type { UrlState } from "#components/data-table/url-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Context } from "#domain/kernel/context.ts";
import { explainAddress } from "#domain/routing/explain.ts";
import { providerNames } from "./domain-facts.ts";

const LONGEST_ADDRESS = 320;

const stepNames = {
  address: "Address",
  claims: "Claims",
  owner: "Owner",
  providers: "Provider",
  answer: "Answer",
} as const;

/** Asks the very decision of the sign-in page about one address. A plain GET form: a link keeps it. */
export async function ExplainPanel({ ctx, at }: { ctx: Context; at: UrlState }) {
  const email = (at.params["explain"] ?? "").slice(0, LONGEST_ADDRESS);
  const explained = email === "" ? null : await orPage(explainAddress(ctx, { email }));
  const lit = explained?.answer ?? [];
  return (
    <Card title="What would this address see, and why?">
      <div className="flex flex-col gap-4 p-4 md:p-6" id="explain">
        <form action={`${at.path}#explain`} className="flex flex-wrap items-end gap-2" method="get">
          <div className="min-w-0 max-w-100 grow basis-56">
            <label className="mb-1 block font-medium" htmlFor="explain-email">
              Email address
            </label>
            <input
              autoCapitalize="none"
              autoComplete="off"
              className="block h-9 w-full rounded-control border border-control bg-surface px-3 placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-touch"
              defaultValue={email}
              id="explain-email"
              maxLength={LONGEST_ADDRESS}
              name="explain"
              placeholder="someone@company.com"
              required
              spellCheck={false}
            />
          </div>
          <Button type="submit">Explain</Button>
        </form>
        {explained && (
          <div className="flex flex-col gap-4" role="status">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {lit.length > 0 ? (
                <CircleCheck aria-hidden="true" className="size-4 text-success" />
              ) : (
                <CircleSlash aria-hidden="true" className="size-4 text-muted" />
              )}
              {lit.length > 0
                ? `Lit: ${lit.map(nameOf).join(", ")}`
                : "No provider button lights up."}
            </p>
            <ol className="flex flex-col gap-2 border-hairline border-l-2 pl-4">
              {explained.steps.map((step) => (
                <li key={`${step.step} ${step.detail}`}>
                  <span className="block text-meta text-muted">{stepNames[step.step]}</span>
                  <span className="break-words">
                    {step.step === "answer"
                      ? step.detail.split(", ").map(nameOf).join(", ")
                      : step.detail}
                  </span>
                </li>
              ))}
            </ol>
          </div>
        )}
      </div>
    </Card>
  );
}

function nameOf(kind: string): string {
  return Object.entries(providerNames).find(([known]) => known === kind)?.[1] ?? kind;
}
