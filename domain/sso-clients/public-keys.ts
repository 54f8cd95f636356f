/** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1: the members that only the owner of a key may know. */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const KEY_TYPES = ["RSA", "EC", "OKP"];
/** RFC 7518 section 3.3: 2,048 bits, which are 342 characters of base64url. */
const SHORTEST_MODULUS = 342;

/**
 * What is wrong with a client's public keys, or null. In: the keys of a JSON Web Key Set; whether
 * each must carry its certificate (RFC 8705 section 2.2.2).
 */
export function publicKeyProblem(
  keys: readonly Readonly<Record<string, unknown>>[],
  withCertificates: boolean,
): string | null {
  for (const key of keys) {
    if (PRIVATE_MEMBERS.some((member) => member in key)) {
      return "This set has a private or symmetric key. Enter public keys only, and treat that one as leaked.";
    }
    const { kty, n, x5c } = key as { kty?: unknown; n?: unknown; x5c?: unknown };
    if (typeof kty !== "string" || !KEY_TYPES.includes(kty)) {
      return "Each key has a type (kty): RSA, EC or OKP.";
    }
    if (kty === "RSA" && (typeof n !== "string" || n.length < SHORTEST_MODULUS)) {
      return "An RSA key has 2,048 bits at least.";
    }
    if (withCertificates && !(Array.isArray(x5c) && typeof x5c[0] === "string")) {
      return "Each key carries its certificate (x5c): that is what the client shows.";
    }
  }
  return null;
}
