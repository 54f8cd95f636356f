/** What stands over everything else and stays in use: dialogs, and the corner where toasts appear. */
const above = "dialog, [data-toasts]";

/**
 * Takes everything but this element out of reach, as behind a modal dialog, but for what stands above
 * it. Returns what gives it back.
 */
export function inertAround(element: HTMLElement): () => void {
  const taken: HTMLElement[] = [];
  for (let at: HTMLElement = element; at.parentElement; at = at.parentElement) {
    for (const sibling of at.parentElement.children) {
      if (!(sibling instanceof HTMLElement) || sibling === at || sibling.inert) continue;
      if (sibling.matches(above)) continue;
      sibling.inert = true;
      taken.push(sibling);
    }
  }
  return () => {
    for (const one of taken) one.inert = false;
  };
}
