import { startInstallation } from "#e2e/support/installation.ts";
import { freePort } from "#e2e/support/ports.ts";
import { createDemoTenant, demoPassword, demoTenants, stranger } from "./tenants.ts";
import { tour } from "./tour.ts";

const operator = {
  email: "operator@gatehouse.example",
  name: "Demo operator",
  password: demoPassword,
};

const say = (text: string) => process.stdout.write(`${text}\n`);

say("Starting a throwaway installation; this takes a few seconds ...");
const directoryIds = demoTenants.flatMap(({ directoryId }) => directoryId ?? []);
const starting = freePort(Number(process.env["PORT"] ?? 3000)).then((webPort) =>
  startInstallation({ operator, webPort, upstream: { directoryIds } }),
);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  say("\nStopping, and deleting everything that the demo made ...");
  // A start that failed has cleaned up after itself.
  const installation = await starting.catch(() => null);
  await installation?.stop();
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

try {
  const installation = await starting;
  for (const tenant of demoTenants) await createDemoTenant(installation, tenant);
  for (const kind of ["google", "azure-ad"] as const) {
    installation.upstreams[kind].addPerson(stranger);
  }
  say(tour(installation, demoTenants));
} catch (error) {
  if (!stopping) {
    process.exitCode = 1;
    say(error instanceof Error ? error.message : String(error));
  }
  await stop();
}
