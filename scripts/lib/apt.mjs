import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { nodeEnv } from "./node.mjs";
import { say } from "./root.mjs";
import { capture } from "./run.mjs";

const SERVICE_POLICY = "/usr/sbin/policy-rc.d";

let listsAreFresh = false;

/**
 * Makes a program of the machine's distribution available.
 *
 * @param {string} program name on the PATH
 * @param {string} aptPackage
 * @throws {Error} that says what to install, when this user or this machine cannot do it
 */
export async function ensureProgram(program, aptPackage) {
  await ensureInstalled(program, [aptPackage], () => isOnPath(program));
}

/** The same for a file that a package brings. @param {string} path @param {string} aptPackage */
export async function ensureFile(path, aptPackage) {
  await ensureInstalled(path, [aptPackage], async () => existsSync(path));
}

/** What the documented validators of tokens are written in; see docs/examples. */
export async function ensureValidatorLanguages() {
  await ensureProgram("go", "golang-go");
  const modules = ["python3-jwt", "python3-cryptography"];
  // Not the PATH's: a Python of somebody's own does not see the distribution's modules.
  const imports = ["-c", "import jwt, cryptography"];
  await ensureInstalled("Python with its JWT module", modules, async () => {
    return (await capture("/usr/bin/python3", imports)).code === 0;
  });
}

/** A relying party that is not ours, for the browser tests. */
export async function ensureApache() {
  await ensureFile("/usr/sbin/apache2", "apache2");
  await ensureFile("/usr/lib/apache2/modules/mod_auth_openidc.so", "libapache2-mod-auth-openidc");
}

async function ensureInstalled(what, packages, isThere) {
  if (await isThere()) return;
  const help = `${what} is needed: install ${packages.join(" ")}`;
  if (process.getuid?.() !== 0) throw new Error(`${help}, or run this once as root.`);
  if (!(await isOnPath("apt-get"))) throw new Error(`${help}; this machine has no apt-get.`);
  say(`Installing ${packages.join(" ")} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  if (!listsAreFresh) {
    await capture("apt-get", ["update", "-q"], { env });
    listsAreFresh = true;
  }
  const install = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  const { code, output } = await withoutServices(() => capture("apt-get", install, { env }));
  if (code !== 0 || !(await isThere())) {
    throw new Error(`${help}. apt-get answered:\n${output.trim()}`);
  }
}

/**
 * Debian starts a server as soon as it is installed, unless the machine's policy forbids it. The
 * tests start their own, at ports of their own: none may be left running beside them.
 */
async function withoutServices(install) {
  if (existsSync(SERVICE_POLICY)) return await install();
  writeFileSync(SERVICE_POLICY, "#!/bin/sh\nexit 101\n");
  chmodSync(SERVICE_POLICY, 0o755);
  try {
    return await install();
  } finally {
    rmSync(SERVICE_POLICY);
  }
}

async function isOnPath(program) {
  return (await capture("sh", ["-c", 'command -v "$0"', program], { env: nodeEnv() })).code === 0;
}
