import { readFileSync } from "node:fs";
import { env } from "./env.ts";

/** What a server of TLS is made with. */
export type TlsOptions = {
  cert: string | Buffer;
  key: string | Buffer;
  ca?: string | Buffer;
  requestCert: boolean;
  /** A certificate is a client's proof, judged where it is asked for; browsers have none. */
  rejectUnauthorized: false;
  minVersion: "TLSv1.2";
};

/** How PORT speaks TLS, or null when it speaks plain HTTP. Throws when a file cannot be read. */
export function tlsOptions(): TlsOptions | null {
  const { TLS_CERT_FILE, TLS_KEY_FILE, TLS_CLIENT_CA_FILE } = env;
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) return null;
  return {
    cert: readFileSync(TLS_CERT_FILE),
    key: readFileSync(TLS_KEY_FILE),
    ...(TLS_CLIENT_CA_FILE !== undefined && { ca: readFileSync(TLS_CLIENT_CA_FILE) }),
    requestCert: TLS_CLIENT_CA_FILE !== undefined,
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
  };
}
