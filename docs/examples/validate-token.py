"""Validates Gatehouse's access tokens. apt install python3-jwt python3-cryptography

Usage: python3 validate-token.py configuration.json < tokens   (one a line)
"""

import json
import sys
import time
import urllib.request

import jwt

with open(sys.argv[1], encoding="utf-8") as file:
    configuration = json.load(file)


class Keys:
    """The issuer's key set: kept for an hour, fetched again for a `kid` that it does not know."""

    def __init__(self):
        self.keys = {}
        self.fetched_at = float("-inf")

    def fetch(self):
        self.fetched_at = time.monotonic()
        with urllib.request.urlopen(configuration["jwksUri"], timeout=5) as answer:
            self.keys = {key["kid"]: key for key in json.load(answer)["keys"]}

    def find(self, kid):
        age = time.monotonic() - self.fetched_at
        is_unknown = kid not in self.keys
        if age > 3600 or (is_unknown and age >= configuration["refetchAfterSeconds"]):
            self.fetch()
        return self.keys.get(kid)


keys = Keys()


def validate(token):
    """The claims of a token that this service may trust. Raises for any other."""
    header = jwt.get_unverified_header(token)
    if header.get("typ", "").lower().removeprefix("application/") != "at+jwt":
        raise jwt.InvalidTokenError("not an access token")
    jwk = keys.find(header.get("kid"))
    if jwk is None or jwk.get("alg") != configuration["algorithm"]:
        raise jwt.InvalidTokenError("no key of the issuer has signed it")
    claims = jwt.decode(
        token,
        jwt.PyJWK(jwk).key,
        algorithms=[configuration["algorithm"]],
        issuer=configuration["issuer"],
        audience=configuration["audience"],
        leeway=30,
        options={"require": ["exp", "iss", "aud", "sub", "client_id"]},
    )
    scope = configuration.get("scope")
    if scope is not None and scope not in claims.get("scope", "").split(" "):
        raise jwt.InvalidTokenError(f"it lacks scope {scope}")
    for claim in ("tenant", "acr"):
        wanted = configuration.get(claim)
        if wanted is not None and claims.get(claim) != wanted:
            raise jwt.InvalidTokenError(f"another {claim}")
    # Bound to a certificate or key that this program does not ask for: shown by whom?
    if "cnf" in claims:
        raise jwt.InvalidTokenError("it is bound to its sender")
    return claims


for line in sys.stdin:
    try:
        print("accepted", validate(line.strip())["sub"], flush=True)
    except (jwt.PyJWTError, OSError, ValueError) as error:
        print("refused:", error, flush=True)
