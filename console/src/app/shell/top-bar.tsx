import { ActionIcon } from "@mantine/core";
import { MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { Brand } from "./brand.tsx";
import { LiveIndicator } from "./live-indicator.tsx";
import { UserMenu } from "./user-menu.tsx";
import classes from "./top-bar.module.css";

/** On a phone: the name, search, and who is signed in. */
export function TopBar({
  className,
  onSearch,
}: {
  readonly className: string | undefined;
  readonly onSearch: () => void;
}) {
  return (
    <header className={className}>
      <div className={classes.brand}>
        <Brand />
      </div>
      <LiveIndicator short />
      <ActionIcon variant="transparent" size={44} c="inherit" aria-label="Find an order" onClick={onSearch}>
        <MagnifyingGlassIcon width={20} height={20} />
      </ActionIcon>
      <UserMenu short />
    </header>
  );
}
