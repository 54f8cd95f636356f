/** How many things wait behind a line of the sidebar, and what they are, for whoever hears it. */
export type NavCount = { value: number; of: string };
/** One line of the sidebar. `icon` names one of `navIcons`. */
export type NavItem = { href: string; label: string; icon: string; count?: NavCount };
export type NavGroup = { label: string; items: readonly NavItem[] };
