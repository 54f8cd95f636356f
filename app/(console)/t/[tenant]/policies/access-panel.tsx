import { CircleCheck, CircleSlash } from "lucide-react";
import Link from "next/link";
import { hrefWith, type UrlState } from "#components/data-table/url-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import type { Context } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { explainAccess } from "#domain/policies/explain.ts";
import { EffectBadge } from "./effect-badge.tsx";

type Told = Awaited<ReturnType<typeof explainAccess>>;
type Answer = { told: Told } | { problem: string } | null;

const mismatchTexts = {
  disabled: "Switched off",
  user: "Not about this person",
  client: "Not about this client",
  aal: "Asks for another assurance level",
  network: "Asks for another network",
} as const;

const levels = [
  { value: "1", label: "One factor" },
  { value: "2", label: "Two factors" },
];

/** Asks the very decision of the sign-in. A plain GET form: a link keeps it. */
export async function AccessPanel({ ctx, at }: { ctx: Context; at: UrlState }) {
  const asked = (name: string) => (at.params[name] ?? "").slice(0, 400).trim();
  const answer = await answerTo(ctx, asked);
  return (
    <Card title="Could this person use that client, and why?">
      <div className="flex flex-col gap-4 p-4 md:p-6" id="explain">
        <form
          action={`${at.path}#explain`}
          className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]"
          method="get"
        >
          <Field
            autoCapitalize="none"
            autoComplete="off"
            defaultValue={asked("who")}
            id="explain-who"
            label="Email address"
            name="who"
            required
            spellCheck={false}
          />
          <Field
            autoCapitalize="none"
            autoComplete="off"
            defaultValue={asked("client")}
            id="explain-client"
            label="Client id"
            name="client"
            required
            spellCheck={false}
          />
          <Field
            autoComplete="off"
            defaultValue={asked("from")}
            id="explain-from"
            label="From address (optional)"
            name="from"
            placeholder="203.0.113.7"
            spellCheck={false}
          />
          <Button type="submit">Explain</Button>
          <fieldset className="flex flex-wrap gap-x-4 gap-y-2 sm:col-span-full">
            <legend className="sr-only">Assurance level</legend>
            {levels.map(({ value, label }) => (
              <label className="flex min-h-6 cursor-pointer items-center gap-2" key={value}>
                <input
                  className="size-4 accent-accent"
                  defaultChecked={(asked("aal") || "1") === value}
                  name="aal"
                  type="radio"
                  value={value}
                />
                {label}
              </label>
            ))}
          </fieldset>
        </form>
        {answer && (
          <div className="flex flex-col gap-4" role="status">
            {"problem" in answer ? (
              <p className="text-danger">{answer.problem}</p>
            ) : (
              <Verdict at={at} told={answer.told} />
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function Verdict({ told, at }: { told: Told; at: UrlState }) {
  const Icon = told.allowed ? CircleCheck : CircleSlash;
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <Icon
          aria-hidden="true"
          className={told.allowed ? "size-4 text-success" : "size-4 text-danger"}
        />
        <span>
          <bdi>{told.user.name}</bdi> {told.allowed ? "may use" : "may not use"}{" "}
          <bdi>{told.client.name}</bdi>.
        </span>
      </p>
      <p className="text-muted">{becauseOf(told)}</p>
      {told.policies.length > 0 && (
        <ul className="flex flex-col divide-y divide-hairline border-hairline border-y">
          {told.policies.map((policy) => (
            <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2" key={policy.id}>
              <EffectBadge effect={policy.effect} enabled={policy.mismatch !== "disabled"} />
              <Link
                className="min-w-0 break-words font-medium underline-offset-2 hover:underline"
                href={`${at.path}/${policy.id}`}
                prefetch={false}
              >
                <bdi>{policy.name}</bdi>
              </Link>
              <span className="text-muted">
                {policy.decided
                  ? "Decided"
                  : policy.mismatch === null
                    ? "Matches too"
                    : mismatchTexts[policy.mismatch]}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link
          className="text-accent underline-offset-2 hover:underline"
          href={hrefWith(at, { who: null, client: null, from: null, aal: null })}
          prefetch={false}
          scroll={false}
        >
          Ask about somebody else
        </Link>
      </p>
    </>
  );
}

function becauseOf(told: Told): string {
  const policy = told.decidedBy
    ? `The policy "${told.decidedBy}" decides.`
    : `No policy matches, so the default decides: ${told.defaultEffect}.`;
  const factor = told.allowedAtAal2 ? ["With a second factor it would be allowed."] : [];
  return [...told.blockers, policy, ...factor].join(" ");
}

async function answerTo(ctx: Context, asked: (name: string) => string): Promise<Answer> {
  const [user, clientId, address, aal] = ["who", "client", "from", "aal"].map(asked);
  if (!user || !clientId) return null;
  try {
    const told = await explainAccess(ctx, {
      user,
      clientId,
      ...(address ? { address } : {}),
      ...(aal ? { aal } : {}),
    });
    return { told };
  } catch (error) {
    const expected = error instanceof GatehouseError && /invalid|not_found/.test(error.code);
    if (!expected) throw error;
    return { problem: error.message };
  }
}
