/** One line of the sidebar. `icon` names one of `navIcons`. */
export type NavItem = { href: string; label: string; icon: string; count?: number };
export type NavGroup = { label: string; items: readonly NavItem[] };
