import { Link } from "@tanstack/react-router";
import classes from "./brand.module.css";

/** The name, with the mark: an L and the stroke of a pencil. */
export function Brand({ installation }: { readonly installation?: string }) {
  return (
    <Link to="/" className={classes.brand}>
      <Mark />
      <span>
        <span className={classes.name}>LastEdit</span>
        {installation !== undefined && installation !== "LastEdit" && (
          <span className={classes.installation}>{installation}</span>
        )}
      </span>
    </Link>
  );
}

export function Mark({ size = 30 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.mark}>
      <rect width="32" height="32" rx="8" fill="#1f5f50" />
      <path d="M9 8v13.5c0 1.4 1.1 2.5 2.5 2.5H15" fill="none" stroke="#fff" strokeWidth="3.2" strokeLinecap="round" />
      <path d="M15.5 18.2 24 9.7" fill="none" stroke="#f2bd55" strokeWidth="3.6" strokeLinecap="round" />
    </svg>
  );
}
