import { useEffect, useRef, useState } from "react";
import { discover, looksLikeEmail } from "./discovery.ts";
import type { ProviderId } from "./providers.ts";

const DEBOUNCE_MS = 250;

/**
 * Which provider buttons are on. Every keystroke switches all of them off and cancels the question in flight;
 * only the answer for the address that stands in the field switches any on.
 */
export function useDiscovery(initial: { email: string; eligible: readonly ProviderId[] }) {
  const [eligible, setEligible] = useState(initial.eligible);
  const asked = useRef(initial.eligible.length > 0 ? initial.email : "");
  const inFlight = useRef<AbortController>(null);
  useEffect(
    () => () => {
      asked.current = "";
      inFlight.current?.abort();
    },
    [],
  );

  function lookUp(typed: string) {
    const email = typed.trim();
    if (email === asked.current) return;
    asked.current = email;
    inFlight.current?.abort();
    setEligible([]);
    if (!looksLikeEmail(email)) return;
    const question = new AbortController();
    inFlight.current = question;
    setTimeout(() => ask(email, question.signal), DEBOUNCE_MS);
  }

  async function ask(email: string, signal: AbortSignal) {
    if (signal.aborted) return;
    try {
      const answer = await discover(email, signal);
      if (!signal.aborted) setEligible(answer);
    } catch {
      // Offline or overtaken: the buttons stay off, and the next keystroke may ask this address again.
      if (!signal.aborted) asked.current = "";
    }
  }

  return { eligible, lookUp };
}
