/** What a client may do to get tokens: code (RFC 6749), refresh, its own name, a device (RFC 8628). */
export const grantTypes = [
  "authorization_code",
  "refresh_token",
  "client_credentials",
  "urn:ietf:params:oauth:grant-type:device_code",
] as const;

/**
 * How a client proves who it is at the token endpoint. A client with a secret may send it in the
 * header or in the body; `none` is a public client, which cannot keep one.
 */
export const authMethods = [
  "client_secret_basic",
  "private_key_jwt",
  "tls_client_auth",
  "self_signed_tls_client_auth",
  "none",
] as const;
