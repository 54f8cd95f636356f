import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MODULES = "/usr/lib/apache2/modules";

export type ApacheSettings = {
  port: number;
  issuer: string;
  clientId: string;
  clientSecret: string;
};

/** Where Apache's module takes answers, and where it sends people who have signed out. */
export function apacheAddresses(port: number) {
  const site = `http://localhost:${port}`;
  return {
    page: `${site}/protected/claims.html`,
    callback: `${site}/protected/callback`,
    signOut: `${site}/protected/callback?${new URLSearchParams({ logout: `${site}/bye.html` })}`,
    bye: `${site}/bye.html`,
  };
}

/**
 * Starts the distribution's Apache with mod_auth_openidc as a relying party that is not ours: in the
 * foreground, on loopback, with a configuration of its own in a temporary folder. Out: how to stop it.
 */
export async function startApache(settings: ApacheSettings): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-apache-"));
  // As root, Apache serves as another user, who has to read the pages.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "site", "protected"), { recursive: true });
  writeFileSync(join(folder, "site", "bye.html"), "<!doctype html><h1>Signed out of Apache</h1>");
  writeFileSync(join(folder, "site", "protected", "claims.html"), claimsPage);
  const file = join(folder, "apache.conf");
  writeFileSync(file, configuration(folder, settings));
  const child = spawn("/usr/sbin/apache2", ["-f", file, "-D", "FOREGROUND"], { stdio: "inherit" });
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(child, settings.port);
  } catch (error) {
    const log = readFileSync(join(folder, "error.log"), "utf8");
    await stop();
    throw new Error(`${String(error)}\n${log}`);
  }
  return stop;
}

/** Filled in by Apache from what the module tells it of the signed-in person. */
const claimsPage = `<!doctype html><title>Behind Apache</title><h1>Behind Apache</h1><dl>
${["email", "name", "roles", "tenant", "acr", "iss"]
  .map((claim) => `<dt>${claim}</dt><dd id="${claim}"><!--#echo var="OIDC_CLAIM_${claim}" --></dd>`)
  .join("\n")}
</dl>`;

function configuration(folder: string, settings: ApacheSettings): string {
  const { callback } = apacheAddresses(settings.port);
  const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "include", "mime"];
  return `
ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/apache.pid"
ErrorLog "${folder}/error.log"
Mutex posixsem
ServerName localhost
Listen 127.0.0.1:${settings.port}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join("\n")}
LoadModule auth_openidc_module ${MODULES}/mod_auth_openidc.so
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
ThreadsPerChild 8
ServerLimit 1
MaxRequestWorkers 8
TypesConfig /dev/null
AddType text/html .html
DocumentRoot "${folder}/site"
OIDCProviderMetadataURL ${settings.issuer}/.well-known/openid-configuration
OIDCClientID ${settings.clientId}
OIDCClientSecret ${settings.clientSecret}
OIDCRedirectURI ${callback}
OIDCCryptoPassphrase ${randomBytes(24).toString("hex")}
OIDCScope "openid email profile roles"
OIDCPKCEMethod S256
OIDCPassClaimsAs environment
<Directory "${folder}/site">
  Require all granted
</Directory>
<Location "/protected">
  AuthType openid-connect
  Require valid-user
  Options +Includes
  SetOutputFilter INCLUDES
</Location>
`;
}

async function answers(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Apache ended with ${child.exitCode}`);
    const response = await fetch(apacheAddresses(port).bye).catch(() => null);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error("Apache does not answer");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
