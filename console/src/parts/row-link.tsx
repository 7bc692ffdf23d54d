import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";
import classes from "./row-link.module.css";

/** The link of a row in a table: the whole row can be pressed, and `j` and `k` go from one to the next. */
export const RowLink = createLink((props: AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a {...props} data-row-link className={classes.link} />
));
