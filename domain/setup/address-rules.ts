import { isLoopbackHost } from "#platform/env-values.ts";

/** How a request came here, as the front server saw it. */
export type Arrival = {
  /** The host that was asked for. */
  host: string;
  /** Whether a proxy stands before us, and whether TRUSTED_PROXIES names it. */
  proxy: "none" | "trusted" | "untrusted";
  /** Whom the request is counted for. */
  address: string;
};

export type AddressCheck = {
  check: "reached" | "encrypted" | "cookies" | "proxy";
  /** `note`: fine for trying out, or something that only the browser can tell. */
  state: "ok" | "note" | "wrong";
  found: string;
  /** What to do about it; null while there is nothing. */
  whatToDo: string | null;
};

const restart = "and start Gatehouse again";

/**
 * What holds of BASE_URL for the request of somebody signed in, most important first. Their cookie
 * is here, or they would not be.
 */
export function judgeAddress(baseUrl: URL, arrival: Arrival): AddressCheck[] {
  return [judgeHost(baseUrl, arrival), judgeScheme(baseUrl), cookiesAreHere, judgeProxy(arrival)];
}

const cookiesAreHere: AddressCheck = {
  check: "cookies",
  state: "ok",
  found: "Your browser keeps the session cookie of this address, and sends it back.",
  whatToDo: null,
};

/** Also asked before anybody is signed in: from another address no form is accepted. */
export function judgeHost({ host, origin, protocol }: URL, arrival: Arrival): AddressCheck {
  const check = "reached" as const;
  if (arrival.host === host) {
    return { check, state: "ok", found: `Your browser asked for ${host}.`, whatToDo: null };
  }
  if (arrival.proxy !== "none") {
    return {
      check,
      state: "note",
      found: `A proxy passed your request on as one for ${arrival.host}.`,
      whatToDo: `That is fine while your browser's address bar shows ${origin}. Otherwise set BASE_URL to what it shows, ${restart}.`,
    };
  }
  return {
    check,
    state: "wrong",
    found: `Your browser asked for ${arrival.host}, and BASE_URL says ${host}.`,
    whatToDo: `Open ${origin} instead. If people are to use ${arrival.host}, set BASE_URL=${protocol}//${arrival.host} ${restart}.`,
  };
}

function judgeScheme({ protocol, hostname }: URL): AddressCheck {
  const check = "encrypted" as const;
  if (protocol === "https:") {
    return {
      check,
      state: "ok",
      found: "It is https: cookies are sent encrypted, and to this host alone.",
      whatToDo: null,
    };
  }
  if (isLoopbackHost(hostname)) {
    return {
      check,
      state: "note",
      found: "It is http on this machine alone: good for a look, and nobody else can sign in.",
      whatToDo: `Before others come, put a proxy with a certificate in front, set BASE_URL to its https address ${restart}.`,
    };
  }
  return {
    check,
    state: "wrong",
    found: "It is http: passwords and session cookies cross the network for anyone to read.",
    whatToDo: `Put a proxy with a certificate in front, set BASE_URL to its https address ${restart}.`,
  };
}

function judgeProxy({ proxy, address }: Arrival): AddressCheck {
  const check = "proxy" as const;
  if (proxy === "untrusted") {
    return {
      check,
      state: "wrong",
      found: `A proxy passes requests on, and TRUSTED_PROXIES does not name it: all visitors count as one, ${address}, with one rate limit.`,
      whatToDo: `If ${address} is your proxy, set TRUSTED_PROXIES=${address} ${restart}.`,
    };
  }
  const found =
    proxy === "trusted"
      ? `Your proxy is trusted, and says that you come from ${address}.`
      : `No proxy is in between: you come from ${address}.`;
  return { check, state: "ok", found, whatToDo: null };
}
