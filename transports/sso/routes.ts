/** The plain flow's addresses, as the contract says. */
export const AUTHORIZE_PATH = "/sso/authorize";
export const TOKEN_PATH = "/v1/sso/token";
/** Where a browser goes on with its request's nonce, before and after the sign-in page. */
export const CONTINUE_PATH = "/sso/continue/";

/** Whether a path is the plain flow's. */
export function isSso(path: string): boolean {
  return path === AUTHORIZE_PATH || path === TOKEN_PATH || path.startsWith(CONTINUE_PATH);
}

/** Whether it is called by programs: from anywhere, and no cookie of it is read. */
export function isForSsoPrograms(path: string): boolean {
  return path === TOKEN_PATH;
}
