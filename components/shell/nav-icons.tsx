import {
  AppWindow,
  Building2,
  CalendarClock,
  FileKey2,
  Globe,
  HeartPulse,
  House,
  KeyRound,
  Mail,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
} from "lucide-react";

const icons = {
  home: House,
  domains: Globe,
  providers: KeyRound,
  policies: ShieldCheck,
  clients: AppWindow,
  users: Users,
  audit: ScrollText,
  settings: Settings,
  tenants: Building2,
  expiry: CalendarClock,
  health: HeartPulse,
  outbox: Mail,
  signing: FileKey2,
};

/** The picture before a navigation entry's word. */
export function NavIcon({ name }: { name: string }) {
  const Icon = Object.entries(icons).find(([key]) => key === name)?.[1] ?? House;
  return <Icon aria-hidden="true" className="size-4 shrink-0" />;
}
