import { expect, test } from "@jest/globals";
import type { World } from "../support/world.ts";

export function routingAndProfile(world: () => World): void {
  test("a mistake in the routing is told at its field; once it is right, the preview says where an exception goes", async () => {
    const page = await world().signedIn();
    await page.goto("/routing");
    const nobody = page.getByRole("alert").filter({ hasText: "Nobody is told of exceptions now" });
    await nobody.getByRole("button", { name: "Switch it on" }).click();
    await nobody.getByRole("link", { name: "Add a connection" }).waitFor();
    await page.getByRole("button", { name: "Add an owner rule" }).click();
    await page.getByRole("region", { name: "Who owns what" }).getByLabel("Goes to").selectOption("Integration");
    await page.getByLabel("Time zone").fill("Mars");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("expected an IANA time zone such as Europe/London", { exact: true }).waitFor();
    await page.getByLabel("Time zone").fill("Europe/Paris");
    await page.getByText("It goes to Integration, with severity high.").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("It holds from the next exception on.").waitFor();
    await page.reload();
    expect(await page.getByLabel("Time zone").inputValue()).toBe("Europe/Paris");
  });

  test("mappings and texts of a profile are rows, judged at the field, and the audit log says who changed them", async () => {
    const page = await world().signedIn();
    await page.goto("/connections/spare-warehouse");
    const part = (name: string) => page.getByRole("region", { name, exact: true });
    await part("Statuses").getByRole("button", { name: "Add a row" }).click();
    await page.getByLabel("Status in Peoplevox").fill("Awaiting pick");
    await part("Statuses").getByLabel("Means").selectOption("picking");
    const columns = part("Columns of the Sales Order");
    await columns.getByRole("button", { name: "Add a column" }).click();
    await columns.getByLabel("Text", { exact: true }).fill("{metafield.custom.note}");
    await page.getByRole("button", { name: "Save the profile" }).click();
    await columns.getByText('expected custom.note in the list "metafields" too').waitFor();
    await columns.getByLabel("Text", { exact: true }).fill("{attribute.Gift message}");
    await page.getByRole("button", { name: "Save the profile" }).click();
    await page.getByText("The profile of spare-warehouse is saved.").waitFor();
    await page.reload();
    expect(await page.getByLabel("Status in Peoplevox").inputValue()).toBe("Awaiting pick");
    await page.goto("/audit?what=connections&subject=spare");
    await page.getByText("Changed a tenant profile").first().waitFor();
  });
}
