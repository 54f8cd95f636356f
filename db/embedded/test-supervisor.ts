import { startEmbedded } from "#db/embedded.ts";

// The program that the tests start and kill: supervises the server of a folder until SIGTERM.
// SIGINT begins a drain, as Ctrl-C does in a terminal, during which the server must keep running.
const [dataDir = "", ending = "on-signal"] = process.argv.slice(2);
const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

process.on("SIGINT", () => say({ drains: true }));
try {
  const { adopted, appUrl, ownerUrl, stop } = await startEmbedded({ dataDir });
  say({ adopted, appUrl, ownerUrl });
  if (ending === "exit-at-once") process.exit(0);
  const keepAlive = setInterval(() => undefined, 60_000);
  process.once("SIGTERM", async () => {
    await stop();
    clearInterval(keepAlive);
  });
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
