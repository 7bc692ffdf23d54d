import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { ExitIcon, PersonIcon } from "@radix-ui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { forgetSession } from "../../api/session-holder.ts";
import { showProblem } from "../../parts/notices.tsx";
import { ROLE_WORDS } from "../../words/roles.ts";
import { SchemeChoice } from "./scheme-choice.tsx";
import classes from "./user-menu.module.css";

/** Who is signed in, light or dark, and the way out. */
export function UserMenu({
  className,
  short = false,
}: {
  readonly className?: string | undefined;
  readonly short?: boolean;
}) {
  const { user } = useSession();
  const signOut = useMutation({
    mutationFn: () => api.post("/sign-out", { body: {} }),
    onSuccess: forgetSession,
    onError: showProblem,
  });
  return (
    <Menu position={short ? "bottom-end" : "right-end"} width={230} withinPortal>
      <Menu.Target>
        {short ? (
          <ActionIcon variant="transparent" size={44} c="inherit" aria-label={`Account of ${user.name}`}>
            <PersonIcon width={20} height={20} />
          </ActionIcon>
        ) : (
          <UnstyledButton className={className}>
            <PersonIcon aria-hidden />
            <span className={classes.name}>{user.name}</span>
          </UnstyledButton>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name} · {ROLE_WORDS[user.role]}
        </Menu.Label>
        <SchemeChoice />
        <Menu.Divider />
        <Menu.Item leftSection={<ExitIcon aria-hidden />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
