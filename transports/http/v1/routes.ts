import { auditEventRoutes } from "./audit-events.ts";
import { commandLineRoutes } from "./command-line.ts";
import { domainRoutes } from "./domains.ts";
import { explainRoutes } from "./explain.ts";
import { policyRoutes } from "./policies.ts";
import { providerRoutes } from "./providers.ts";
import type { Route } from "./route.ts";
import { signingKeyRoutes } from "./signing-keys.ts";
import { ssoClientRoutes } from "./sso-clients.ts";
import { tenantRoutes } from "./tenants.ts";
import { userRoutes } from "./users.ts";

/** Every address of the REST API that an operation stands behind. */
export const v1Routes: readonly Route[] = [
  ...tenantRoutes,
  ...domainRoutes,
  ...providerRoutes,
  ...ssoClientRoutes,
  ...policyRoutes,
  ...userRoutes,
  ...auditEventRoutes,
  ...explainRoutes,
  ...signingKeyRoutes,
  ...commandLineRoutes,
];
