import { cookies } from "next/headers";
import { env } from "#platform/env.ts";

/** Sets cookies as `serializeCookie` does, in an answer that Next writes; a value of null clears one. */
export async function setCookies(
  wanted: readonly { name: string; value: string | null; maxAgeSeconds: number }[],
): Promise<void> {
  const jar = await cookies();
  for (const { name, value, maxAgeSeconds } of wanted) {
    jar.set(name, value ?? "", {
      httpOnly: true,
      maxAge: value === null ? 0 : maxAgeSeconds,
      path: "/",
      sameSite: "lax",
      secure: env.isHttps,
    });
  }
}
