import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./because.module.css";

/** Why something was decided, set apart from what was decided. */
export function Because({ children }: { readonly children: ReactNode }) {
  return (
    <Text component="p" className={classes.because}>
      {children}
    </Text>
  );
}
