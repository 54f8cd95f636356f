import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { type PolicyFacts, whatText, whenText, whoText } from "./policy-facts.ts";

/** A policy beside the list. */
export function PolicyPeek({ policy, href }: { policy: PolicyFacts; href: string }) {
  return (
    <div className="flex flex-col gap-6">
      <PolicySummary policy={policy} />
      <Link className={buttonClass("primary")} href={href} prefetch={false}>
        Open policy
      </Link>
    </div>
  );
}

/** What a policy says, for whoever may only look. */
export function PolicySummary({ policy }: { policy: PolicyFacts }) {
  return (
    <Facts
      facts={[
        {
          label: "Effect",
          value: <EffectBadge effect={policy.effect} enabled={policy.enabled} />,
        },
        { label: "Who", value: <bdi>{whoText(policy)}</bdi> },
        { label: "May use", value: <bdi>{whatText(policy)}</bdi> },
        { label: "When", value: whenText(policy) || "Always" },
      ]}
    />
  );
}
