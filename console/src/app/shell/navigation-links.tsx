import { Link } from "@tanstack/react-router";
import { useMay } from "../../api/session.ts";
import { NAVIGATION } from "./navigation-items.ts";
import type { NavigationItem } from "./navigation-items.ts";
import classes from "./navigation-links.module.css";

/** The navigation as a list, with what is set up now and then apart from the daily work. */
export function NavigationLinks({ onFollowed }: { readonly onFollowed?: () => void }) {
  const allowed = useAllowedItems();
  const groups = (["work", "set-up"] as const).map((name) => allowed.filter(({ group }) => group === name));
  return groups
    .filter((items) => items.length > 0)
    .map((items) => (
      <ul key={items[0]?.group} className={classes.list}>
        {items.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <Link to={to} className={classes.link} activeOptions={{ exact: to === "/" }} onClick={onFollowed}>
              <Icon aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    ));
}

/** What this person may see. */
export function useAllowedItems(): readonly NavigationItem[] {
  const editor = useMay("editor");
  const admin = useMay("admin");
  return NAVIGATION.filter(({ role = "operator" }) => role === "operator" || (role === "editor" ? editor : admin));
}
