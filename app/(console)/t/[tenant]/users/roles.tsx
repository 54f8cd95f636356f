import { clsx } from "clsx";
import { Badge } from "#components/ui/badge.tsx";

type RoleChoice = { value: string; label: string; hint: string };

const ofTenants: readonly RoleChoice[] = [
  { value: "admin", label: "Admin", hint: "Runs the tenant: domains, providers, people." },
  { value: "approver", label: "Approver", hint: "Sees people, and decides on their requests." },
  {
    value: "auditor",
    label: "Auditor",
    hint: "Sees everything, the audit log too. Changes nothing.",
  },
  { value: "member", label: "Member", hint: "Signs in, and has an account page." },
];

const ofPlatform: readonly RoleChoice[] = [
  { value: "operator", label: "Operator", hint: "Administers the platform and every tenant." },
];

/** Whether these are the platform's own people: its operators. */
export function isPlatform(tenant: string): boolean {
  return tenant === "platform";
}

/** The roles that people of a tenant may have; the platform, a tenant too, has one of its own. */
export function rolesOf(tenant: string): readonly RoleChoice[] {
  return isPlatform(tenant) ? ofPlatform : ofTenants;
}

/** A role in words; one that we have no word for stands as it is. */
export function roleLabel(role: string): string {
  return [...ofTenants, ...ofPlatform].find(({ value }) => value === role)?.label ?? role;
}

/** A person's roles beside each other; the one that may do everything stands out. */
export function RoleBadges({ roles, wrap = false }: { roles: readonly string[]; wrap?: boolean }) {
  return (
    <span
      className={clsx(
        "inline-flex gap-1",
        wrap ? "flex-wrap" : "max-md:flex-wrap max-md:justify-end",
      )}
    >
      {roles.map((role) => (
        <Badge key={role} tone={role === "admin" || role === "operator" ? "accent" : "neutral"}>
          {roleLabel(role)}
        </Badge>
      ))}
    </span>
  );
}
