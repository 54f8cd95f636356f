import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const example = (ending: string) =>
  fileURLToPath(new URL(`../../docs/examples/validate-token.${ending}`, import.meta.url));

export const languages = ["TypeScript", "Go", "Python"] as const;
export type Language = (typeof languages)[number];

const folder = mkdtempSync(join(tmpdir(), "gatehouse-validators-"));
const goProgram = join(folder, "validate-token");

/** What a service would write into the example's configuration. */
export type ValidatorSettings = {
  issuer: string;
  audience: string;
  algorithm: "RS256" | "ES256";
  jwksUri: string;
  refetchAfterSeconds: number;
  scope?: string;
  tenant?: string;
  acr?: string;
};

/** For tests: starts one of the documented programs. `ask` shows it a token and gives its answer. */
export function startValidator(language: Language, settings: ValidatorSettings) {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(settings));
  const [program, ...args] = commandOf(language);
  const child = spawn(program, [...args, file], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(token: string): Promise<string> {
      child.stdin.write(`${token}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the ${language} example has ended`);
      return value;
    },
    stop: () => child.kill(),
  };
}

/** Removes what the programs were made into and configured by. */
export function forgetValidators(): void {
  rmSync(folder, { recursive: true, force: true });
}

function commandOf(language: Language): [string, ...string[]] {
  if (language === "TypeScript") return [process.execPath, example("ts")];
  // The distribution's own, which has its modules: another one may come first on the PATH.
  if (language === "Python") return ["/usr/bin/python3", example("py")];
  return [goProgram];
}

/** For tests: compiles the example in Go, offline, for it has nothing but the standard library. */
export function buildGoValidator(): void {
  const offline = ["GOFLAGS=-mod=mod", "GOPROXY=off", "GOTOOLCHAIN=local"];
  const build = ["go", "build", "-o", goProgram, example("go")];
  execFileSync("env", [...offline, ...build], { cwd: folder });
}
