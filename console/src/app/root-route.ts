import { createRootRoute } from "@tanstack/react-router";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageProblem } from "./page-problem.tsx";
import { RootLayout } from "./root-layout.tsx";

export const rootRoute = createRootRoute({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: PageProblem,
});
