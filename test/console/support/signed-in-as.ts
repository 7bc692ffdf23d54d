import type { Page } from "playwright-core";
import type { World } from "./world.ts";

/** A page of somebody new, made by an administrator as in life: a user with a role, and a link for her. */
export async function signedInAs(
  world: World,
  data: { readonly name: string; readonly email: string; readonly role: "operator" | "editor" },
): Promise<Page> {
  const { request } = (await world.signedIn()).context();
  const { csrf } = (await (await request.get("/api/v1/session")).json()) as { readonly csrf: string };
  const headers = { "x-csrf-token": csrf };
  const made = (await (await request.post("/api/v1/users", { headers, data })).json()) as { readonly id: string };
  const link = await request.post(`/api/v1/users/${made.id}/link`, { headers, data: {} });
  const { url } = (await link.json()) as { readonly url: string };
  const page = await world.page();
  await page.goto(url);
  await page.getByRole("button", { name: "Sign in with this link" }).click();
  await page.getByRole("button", { name: data.name }).waitFor();
  return page;
}
