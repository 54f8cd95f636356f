/** The person that a grant is of, as tokens and userinfo tell of them. */
export type GrantPerson = {
  userId: string;
  email: string;
  name: string;
  roles: string[];
  updatedAt: Date;
  tenantSlug: string;
};

/** A grant as it was stored, while everything that it rests on still stands. */
export type LiveGrant = {
  grantId: string;
  /** The session it was given in; null once the grant outlived it. */
  sessionId: string | null;
  payload: Record<string, unknown>;
  secondsLeft: number;
  person: GrantPerson;
};
