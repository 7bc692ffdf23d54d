import { NavLink, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../api/client.ts";

interface ManualContentsProps {
  readonly pages: Answer<"GET", "/manual">["items"];
  readonly current: string;
}

/** The pages of the manual; of the one being read, its sections too. */
export function ManualContents({ pages, current }: ManualContentsProps) {
  return (
    <Stack component="nav" aria-label="Pages of the manual" gap={2}>
      {pages.map(({ page, title, sections }) => (
        <div key={page}>
          <NavLink
            component={Link}
            to="/manual/$page"
            params={{ page } as never}
            label={title}
            active={page === current}
            aria-current={page === current ? "page" : undefined}
          />
          {page === current &&
            sections.map(({ title: section, anchor }) => (
              <NavLink
                key={anchor}
                component={Link}
                to="/manual/$page"
                params={{ page } as never}
                hash={anchor}
                label={section}
                pl="xl"
                py={4}
              />
            ))}
        </div>
      ))}
    </Stack>
  );
}
