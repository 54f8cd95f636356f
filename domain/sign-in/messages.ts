/** The one message for every sign-in that fails after it was started, by whatever means and cause. */
export const SIGN_IN_FAILED = "We couldn't sign you in. Check your details and try again.";

/** The one message for every sign-in that could not be started. CONTRACT: byte for byte. */
export const START_FAILED = "We couldn't start that sign-in. Check your email and try again.";
