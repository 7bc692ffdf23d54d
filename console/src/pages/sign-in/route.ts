import { createRoute } from "@tanstack/react-router";
import { filtersOf } from "../../app/search-text.ts";
import { rootRoute } from "../../app/root-route.ts";
import { SignInPage } from "./sign-in-page.tsx";

/** `/sign-in#token` is a one-time link; `to` is where the person wanted to go, `problem` what went wrong elsewhere. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: filtersOf("to", "problem"),
  component: SignInPage,
});
