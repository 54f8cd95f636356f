import { issueSetupLink } from "#domain/setup/issue-link.ts";
import { env } from "#platform/env.ts";

/**
 * Says where Gatehouse runs and, while nobody administers it, how to begin. In plain words on
 * standard error for whoever started it, and on standard output as one line of the log, past the
 * redaction: this one token is there to be read.
 */
export async function announce(): Promise<void> {
  const link = await issueSetupLink();
  const setupUrl = link && `${env.BASE_URL}/setup?token=${link.token.reveal()}`;
  const line = {
    level: "info",
    time: new Date().toISOString(),
    url: env.BASE_URL,
    ...(setupUrl && { setupUrl }),
    msg: "ready",
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  const words = [`Gatehouse runs at ${env.BASE_URL}`];
  if (setupUrl) {
    words.push(
      "Nobody administers it yet. Open this link to create the first operator. It works once, for 24 hours:",
      `  ${setupUrl}`,
    );
  }
  process.stderr.write(`\n${words.join("\n")}\n\n`);
}
