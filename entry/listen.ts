import { once } from "node:events";
import type { Server } from "node:net";

/** A start that cannot go on, in words for the operator. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Listens. Throws `StartError` naming the variable to change when the address cannot be had. */
export async function listen(
  server: Server,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(reasonOf(error, host, port, variable));
  }
}

function reasonOf(error: unknown, host: string, port: number, variable: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is in use. Stop the program that has it, or set ${variable}.`;
  }
  if (code === "EACCES") {
    return `Port ${port} is not open to this user. Set ${variable} to one above 1023.`;
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `HOST ${host} is not an address of this machine.`;
  }
  return `Cannot listen on ${host}, port ${port} (${code}).`;
}
