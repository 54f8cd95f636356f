type PageInput = {
  title: string;
  method: "get" | "post";
  action: string;
  /** The form field that carries the chosen address. */
  field: string;
  hint: string;
  people: readonly { email: string; name: string }[];
  hidden: Readonly<Record<string, string>>;
  message: string | null;
};

const shownPeopleAtMost = 20;

/** The stand-in's own sign-in page: plain forms, so that it works without JavaScript. */
export function personPage(page: PageInput): string {
  const hidden = Object.entries(page.hidden)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join("");
  const form = (body: string) =>
    `<form method="${page.method}" action="${escapeHtml(page.action)}">${hidden}${body}</form>`;
  const buttons = page.people
    .slice(0, shownPeopleAtMost)
    .map(
      ({ email, name }) =>
        `<p><button name="${page.field}" value="${escapeHtml(email)}">${escapeHtml(name)} (${escapeHtml(email)})</button></p>`,
    )
    .join("");

  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.title)}</title>
<style>body{font:16px/24px system-ui,sans-serif;max-width:26rem;margin:15vh auto;padding:0 1rem}
input,button{font:inherit;padding:.4rem .7rem}input{width:100%;box-sizing:border-box}</style></head>
<body><main><h1>${escapeHtml(page.title)}</h1>
<p>A stand-in on this machine. There are no passwords: say who you are.</p>
${page.message === null ? "" : `<p role="alert">${escapeHtml(page.message)}</p>`}
${form(
  `<p><label>Email <input type="email" name="${page.field}" value="${escapeHtml(page.hint)}" required></label></p>
<p><button>Continue</button></p>`,
)}
${form(buttons)}</main></body></html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
