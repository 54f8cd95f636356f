import { env } from "#platform/env.ts";
import { CommandError, ConfigurationError } from "#transports/cli/failure.ts";
import { askTokens, ProviderRefusal } from "./ask-provider.ts";
import { type KeptLogin, readLogin, removeLogin, withLoginLock, writeLogin } from "./kept-login.ts";

/** A token that ends within this time is refreshed before it is used. */
const EARLY_MS = 60_000;

/** The token that commands show: GATEHOUSE_TOKEN, or that of the login, refreshed when it is due. */
export async function currentToken(): Promise<{ token: string; isLogin: boolean }> {
  if (env.GATEHOUSE_TOKEN) return { token: env.GATEHOUSE_TOKEN.reveal(), isLogin: false };
  const login = await readLogin();
  if (!login) {
    throw new ConfigurationError(
      `You are not signed in at ${env.GATEHOUSE_URL}. Run \`gatehouse login\`, or set GATEHOUSE_TOKEN to an API credential, such as \`gatehouse setup\` prints.`,
    );
  }
  if (login.expiresAt - Date.now() > EARLY_MS) return { token: login.accessToken, isLogin: true };
  return { token: await refreshed(login), isLogin: true };
}

/** A newer token than one that the server refused. Throws `CommandError` when the login has ended. */
export async function tokenInsteadOf(refused: string): Promise<string> {
  const login = await readLogin();
  if (!login) throw ended();
  return login.accessToken === refused ? await refreshed(login) : login.accessToken;
}

/**
 * A refresh token is good for one use, and a second one ends the login: of all processes that come at
 * once the first refreshes, and the others take what it wrote.
 */
async function refreshed(seen: KeptLogin): Promise<string> {
  return await withLoginLock(async () => {
    const login = await readLogin();
    if (!login) throw ended();
    if (login.accessToken !== seen.accessToken) return login.accessToken;
    const { issuer, refreshToken } = login;
    try {
      const next = await askTokens(issuer, {
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      });
      await writeLogin(next);
      return next.accessToken;
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      if (!["invalid_grant", "invalid_client"].includes(error.code)) throw error;
      await removeLogin();
      throw ended();
    }
  });
}

function ended(): CommandError {
  return new CommandError(
    `Your login at ${env.GATEHOUSE_URL} has ended. Run \`gatehouse login\` again.`,
  );
}
