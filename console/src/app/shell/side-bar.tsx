import { Kbd, UnstyledButton } from "@mantine/core";
import { KeyboardIcon, MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { useSession } from "../../api/session.ts";
import { Brand } from "./brand.tsx";
import { LiveIndicator } from "./live-indicator.tsx";
import { NavigationLinks } from "./navigation-links.tsx";
import { UserMenu } from "./user-menu.tsx";
import classes from "./side-bar.module.css";

interface SideBarProps {
  readonly className: string | undefined;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/** The main navigation on anything wider than a phone. */
export function SideBar({ className, onSearch, onHelp }: SideBarProps) {
  const { installation } = useSession();
  return (
    <header className={className}>
      <Brand installation={installation.name} />
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <MagnifyingGlassIcon aria-hidden />
        <span className={classes.grow}>Find an order</span>
        <Kbd size="xs" className={classes.key} aria-hidden>
          /
        </Kbd>
      </UnstyledButton>
      <nav aria-label="Main" className={classes.grow}>
        <NavigationLinks />
      </nav>
      <div className={classes.foot}>
        <LiveIndicator />
        <UnstyledButton className={classes.row} onClick={onHelp}>
          <KeyboardIcon aria-hidden />
          <span className={classes.grow}>Keyboard</span>
          <Kbd size="xs" className={classes.key} aria-hidden>
            ?
          </Kbd>
        </UnstyledButton>
        <UserMenu className={classes.row} />
      </div>
    </header>
  );
}
