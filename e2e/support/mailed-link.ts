import type { Installation } from "./installation.ts";

/**
 * The path, with its token, of the newest one-time link that was mailed to this address.
 *
 * @param known paths of earlier mails, which are waited past
 */
export async function mailedLink(
  { smtp }: Installation,
  email: string,
  known: readonly string[] = [],
): Promise<string> {
  const linkIn = (text: string) => {
    const address = /https?:\/\/\S+token=\S+/.exec(text)?.[0];
    if (address === undefined) return null;
    const { pathname, search } = new URL(address);
    return pathname + search;
  };
  const mail = await smtp.waitForMail(({ to, text }) => {
    const link = linkIn(text);
    return to.includes(email) && link !== null && !known.includes(link);
  });
  return linkIn(mail.text) ?? "";
}
