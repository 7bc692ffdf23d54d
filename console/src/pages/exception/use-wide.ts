import { useMediaQuery } from "@mantine/hooks";

/** Whether a queue and one of its items fit side by side: the same width as in `exceptions-page.module.css`. */
export function useWide(): boolean {
  return useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
}
