import { createHash } from "node:crypto";
import type { Flavour, UpstreamPerson } from "./types.ts";

export type KnownPerson = Omit<UpstreamPerson, "sub" | "directoryId"> & {
  sub: string;
  /** Null where there are no directories. */
  directoryId: string | null;
};

export function knownPerson(
  person: UpstreamPerson,
  flavour: Flavour,
  firstDirectoryId: string | undefined,
): KnownPerson {
  return {
    ...person,
    sub: person.sub ?? digest(`${flavour}:${person.email}`).slice(0, 24),
    directoryId: flavour === "microsoft" ? (person.directoryId ?? firstDirectoryId ?? null) : null,
  };
}

/** The claims that the vendor of this flavour asserts about a person. */
export function claimsOf(person: KnownPerson, flavour: Flavour): Record<string, unknown> {
  const emailVerified = person.emailVerified ?? (flavour === "microsoft" ? undefined : true);
  return {
    email: person.email,
    ...(emailVerified === undefined ? {} : { email_verified: emailVerified }),
    name: person.name,
    ...vendorClaims(person, flavour),
    ...person.extraClaims,
  };
}

function vendorClaims(person: KnownPerson, flavour: Flavour): Record<string, unknown> {
  switch (flavour) {
    case "microsoft":
      return {
        tid: person.directoryId,
        oid: uuidOf(`oid:${person.sub}`),
        preferred_username: person.email,
        ver: "2.0",
      };
    case "google":
      return { hd: person.email.slice(person.email.lastIndexOf("@") + 1) };
    case "oidc":
      return { preferred_username: person.email };
  }
}

function uuidOf(text: string): string {
  const hex = digest(text);
  return [8, 4, 4, 4, 12]
    .map((length, index, all) => {
      const start = all.slice(0, index).reduce((sum, each) => sum + each, 0);
      return hex.slice(start, start + length);
    })
    .join("-");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
