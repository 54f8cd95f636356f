// Validates Gatehouse's access tokens with Go's standard library (1.19 or newer).
// Usage: go run validate-token.go configuration.json < tokens   (one a line)
package main

import (
	"bufio"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"
)

type configuration struct {
	Issuer, Audience, Algorithm, JwksUri string
	Scope, Tenant, Acr                   string
	RefetchAfterSeconds                  float64
}

type jwk struct{ Kid, Kty, Alg, Crv, N, E, X, Y string }

// The issuer's key set: kept for an hour, fetched again for a kid that it does not know.
// A server that validates on many goroutines holds a sync.Mutex around find.
type keySet struct {
	keys      map[string]jwk
	fetchedAt time.Time
}

type header struct {
	Alg, Typ, Kid string
	Crit          []string
}

type claims struct {
	Iss, Sub, Scope, Tenant, Acr string
	ClientID                     string `json:"client_id"`
	Aud, Cnf                     json.RawMessage
	Exp, Nbf                     *float64
}

const leeway = 30 * time.Second

var (
	strict = base64.RawURLEncoding.Strict()
	client = http.Client{Timeout: 5 * time.Second}
)

func (set *keySet) find(kid string, c configuration) (jwk, error) {
	key, known := set.keys[kid]
	age := time.Since(set.fetchedAt)
	if age <= time.Hour && (known || age.Seconds() < c.RefetchAfterSeconds) {
		if !known {
			return key, errors.New("no key of the issuer has signed it")
		}
		return key, nil
	}
	set.fetchedAt = time.Now()
	answer, err := client.Get(c.JwksUri)
	if err != nil {
		return key, err
	}
	defer answer.Body.Close()
	var document struct{ Keys []jwk }
	if err := json.NewDecoder(answer.Body).Decode(&document); err != nil {
		return key, err
	}
	set.keys = map[string]jwk{}
	for _, one := range document.Keys {
		set.keys[one.Kid] = one
	}
	if key, known = set.keys[kid]; !known {
		return key, errors.New("no key of the issuer has signed it")
	}
	return key, nil
}

func number(text string) *big.Int {
	bytes, _ := strict.DecodeString(text)
	return new(big.Int).SetBytes(bytes)
}

// Whether key signed the text. The algorithm is the configured one, whatever the token says.
func signed(key jwk, algorithm, text string, signature []byte) bool {
	digest := sha256.Sum256([]byte(text))
	switch {
	case algorithm == "RS256" && key.Kty == "RSA":
		public := rsa.PublicKey{N: number(key.N), E: int(number(key.E).Int64())}
		return rsa.VerifyPKCS1v15(&public, crypto.SHA256, digest[:], signature) == nil
	case algorithm == "ES256" && key.Kty == "EC" && key.Crv == "P-256" && len(signature) == 64:
		public := ecdsa.PublicKey{Curve: elliptic.P256(), X: number(key.X), Y: number(key.Y)}
		r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
		return public.Curve.IsOnCurve(public.X, public.Y) && ecdsa.Verify(&public, digest[:], r, s)
	}
	return false
}

// The claims of a token that this service may trust.
func (set *keySet) validate(token string, c configuration) (claims, error) {
	var head header
	var found claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 || decode(parts[0], &head) != nil {
		return found, errors.New("not a JWT")
	}
	signature, err := strict.DecodeString(parts[2])
	if err != nil || head.Alg != c.Algorithm || len(head.Crit) > 0 {
		return found, errors.New("not signed as configured")
	}
	if strings.TrimPrefix(strings.ToLower(head.Typ), "application/") != "at+jwt" {
		return found, errors.New("not an access token")
	}
	key, err := set.find(head.Kid, c)
	if err != nil {
		return found, err
	}
	if key.Alg != c.Algorithm || !signed(key, c.Algorithm, parts[0]+"."+parts[1], signature) {
		return found, errors.New("the signature is wrong")
	}
	if err := decode(parts[1], &found); err != nil {
		return found, err
	}
	return found, c.check(found)
}

func (c configuration) check(found claims) error {
	now := float64(time.Now().UnixMilli()) / 1000
	switch {
	case found.Iss != c.Issuer:
		return errors.New("another issuer")
	case !contains(found.Aud, c.Audience):
		return errors.New("another audience")
	case found.Exp == nil || now >= *found.Exp+leeway.Seconds():
		return errors.New("expired")
	case found.Nbf != nil && now < *found.Nbf-leeway.Seconds():
		return errors.New("not valid yet")
	case found.Sub == "" || found.ClientID == "":
		return errors.New("it names no subject or no client")
	case c.Scope != "" && !strings.Contains(" "+found.Scope+" ", " "+c.Scope+" "):
		return errors.New("it lacks scope " + c.Scope)
	case c.Tenant != "" && found.Tenant != c.Tenant:
		return errors.New("another tenant")
	case c.Acr != "" && found.Acr != c.Acr:
		return errors.New("not signed in strongly enough")
	case found.Cnf != nil:
		// Bound to a certificate or key that this program does not ask for: shown by whom?
		return errors.New("it is bound to its sender")
	}
	return nil
}

// Whether aud, a string or a list of them, has the audience.
func contains(aud json.RawMessage, audience string) bool {
	var one string
	if json.Unmarshal(aud, &one) == nil {
		return one == audience
	}
	var many []string
	_ = json.Unmarshal(aud, &many)
	for _, one := range many {
		if one == audience {
			return true
		}
	}
	return false
}

func decode(part string, into any) error {
	text, err := strict.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var c configuration
	if err := json.Unmarshal(text, &c); err != nil {
		panic(err)
	}
	set := &keySet{}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if found, err := set.validate(lines.Text(), c); err != nil {
			fmt.Println("refused:", err)
		} else {
			fmt.Println("accepted", found.Sub)
		}
	}
}
