import { Drawer, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { DotsHorizontalIcon } from "@radix-ui/react-icons";
import { Link } from "@tanstack/react-router";
import { NavigationLinks, useAllowedItems } from "./navigation-links.tsx";
import classes from "./bottom-bar.module.css";

const IN_BAR = 4;

/** The main navigation on a phone. */
export function BottomBar({ className }: { readonly className: string | undefined }) {
  const items = useAllowedItems();
  const [more, { open, close }] = useDisclosure(false);
  return (
    <>
      <nav aria-label="Main" className={className}>
        {items.slice(0, IN_BAR).map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={classes.item} activeOptions={{ exact: to === "/" }}>
            <Icon width={18} height={18} aria-hidden />
            {label}
          </Link>
        ))}
        {items.length > IN_BAR && (
          <UnstyledButton className={classes.item} onClick={open} aria-haspopup="dialog">
            <DotsHorizontalIcon width={18} height={18} aria-hidden />
            More
          </UnstyledButton>
        )}
      </nav>
      <Drawer opened={more} onClose={close} position="bottom" size="auto" title="All pages" radius="lg">
        <NavigationLinks onFollowed={close} />
      </Drawer>
    </>
  );
}
